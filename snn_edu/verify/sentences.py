"""All that a report can say, by name. What stands in braces an experiment fills in."""

from __future__ import annotations

EVEN = "LTP adds and LTD subtracts. (Or is the window meant to be even?)"

SENTENCES: dict[str, str] = {
    # Whatever is asked
    "not written yet": "It is not written yet: it gives `...`, or raises NotImplementedError.",
    "returns nothing": "It returns nothing. Is it not written yet, or is `return` missing?",
    "raises": "It stopped with {kind}: {text}.",
    "does not end": "It had not ended after {seconds:.1f} s: an endless loop? If it is only slow, "
    "say seconds=... for more: a call may take a fifth of them.",
    "too slow": "After {calls} calls {seconds:.3g} s were over. All may take {needed:.0f} s: say "
    "seconds=... for more.",
    "no number": "It gives {value}, and should give a number: the change over both trains.",
    "remembers the last call": "{what} gives {one:.6g}, then {two:.6g}: a trace, a weight or v is "
    "kept from one call to the next. Start each call afresh.",
    "changes its input": "It writes into the arrays that it is given. Work on a copy.",
    "time constant in other units": "{what} decays with {tau:,.0f} ms. Were times in s and a time "
    "constant in ms?",
    # STDP: how it may be called, and what should change nothing
    "times in seconds": "It takes its times in seconds: in ms every pair seems a thousand times "
    "too far apart. Divide them by 1000. With {where} it gives {worth:.6g} if they are s, and "
    "nothing in ms.",
    "loses late spikes": "What happens at {early:g} ms counts, and the same at {late:g} ms does "
    "not: does it run for a fixed time? Run until the last spike.",
    "fails late": "A pair at {ms:,.0f} ms is too much for it: does it sum up exp(t / tau)?",
    "loses some of many": "Of {many} pairs, each far from the next, the {which} one is not "
    "counted: does it keep only so many spikes, or stop after so many?",
    "clock runs over": "Spikes that are seconds apart count as if they were close: does a clock "
    "run over, as one of 16 bits does?",
    "loses some of a crowd": "Of {many} {which} spikes 1 ms apart not all are counted: does it "
    "keep only so many, or leave out what comes soon after another?",
    "cut, not rounded": "Times on its grid are a step off now and then: int(t / dt) makes 2 of "
    "0.3 / 0.1. Round them.",
    "returns the weight": "It gives a number when nothing has happened: the weight itself, and not "
    "its change?",
    "sentinel as a time": "A lone {which} spike changes the weight if it comes early: 'no spike "
    "yet' is a number that it takes for a time. Use -inf, or None and an `if`.",
    "own trace": "Two {which} spikes change the weight without a partner: a spike reads the trace "
    "of its own train. It should read the other's. (Or is it meant to be no rule of pairs?)",
    "changes with time alone": "A lone spike changes the weight the more the later it comes, by "
    "{early:.4g} at 3 ms and by {late:.4g} with {where}: a weight that leaks? Give what the spikes "
    "add to that.",
    "a lone spike changes the weight": "Each {which} spike adds the same amount, partner or not. "
    "A rule of pairs does not; rules with terms for single spikes do (Kempter et al. 1999; that of "
    "inhibitory synapses, Vogels et al. 2011).",
    "zero sentinel": "A spike at t = 0 is not counted as elsewhere: 0 stands for 'no spike yet', "
    "or an `if t > 0` drops it.",
    "depends on absolute time": "{what} at another time has another effect{seen}. Does a trace "
    "decay by t, the time since 0, instead of the time since the last spike?",
    "cut into pieces": "A pair that spans 1,000 ms counts otherwise than others: is time cut into "
    "trials or windows, each begun afresh? Let traces run on.",
    "coarse grid": "Moved by 1 ms the same pair has another effect, early and late: are times cut "
    "to steps longer than 1 ms?",
    "re-counted pairs": "A pair is counted again and again until a later spike ends it, as when "
    "the last times are compared at every step. Count a pair once, at its later spike.",
    "waits for the next pre spike": "A pair counts only after a further {which} spike: what came "
    "after the last one is lost. Read the weight after a closing spike, or update at each spike.",
    "loses the first spike": "The first {which} spike is lost: does a loop begin at 1?",
    "loses the last spike": "A pair counts only after a further spike, of either train: what the "
    "last spike does is lost. Does a loop end a step too early? range(n) stops before n.",
    # STDP: the window
    "no change": "No pair changes the weight, 1 to 80 ms apart. Does it wait for a reward, or want "
    "a truth a step and no times?",
    "no LTP": "A pre spike before a post spike changes nothing.",
    "no LTD": "A post spike before a pre spike changes nothing.",
    "starts at its bound": "{side} shows only once the weight has moved the other way: it starts "
    "at a bound. Let it start in between.",
    "wrong sign": "What comes before the post spike is weakened, what comes after it strengthened: "
    "delta_t is t_post - t_pre, pre is the first train, and A_plus adds. (Or is it meant to be "
    "anti-Hebbian?)",
    "LTD strengthens": f"Both orders strengthen. {EVEN}",
    "LTP weakens": f"Both orders weaken. {EVEN}",
    "alternating sign": "{what} changes its sign with the distance: a trace is multiplied by a "
    "negative number at each step.",
    "no decay": "{what} is the same at every distance from the spike: no trace decays.",
    "missing minus": "{what} grows with the distance, like exp(+t / tau): a minus is missing.",
    "whole time constants": "{what} falls by whole powers of e only, one every {tau:.4g} ms: the "
    "distance is divided by tau as whole numbers are. Divide floats, with / and not //.",
    "jump before read": "A tie counts as LTP and as LTD: traces jump before they are read. Read, "
    "then jump.",
    # STDP: which pairs, which grid
    "loses a spike in a tie": "In a tie it does not see the {which} spike: an `else` where two "
    "`if`s should be?",
    "leaves out an end": "The {end} of several {which} spikes is not counted: does a loop begin at "
    "1, or end one too early?",
    "loses every other spike": "Only every other {which} spike is counted: does a loop take steps "
    "of 2, or something turn at each spike?",
    "loses every third spike": "Every third {which} spike is lost: does a counter begin anew?",
    "sign by chance": "The same pair strengthens in one call and weakens in another, by as much "
    "({where}): its sign is drawn by chance. The order of its spikes should say it.",
    "no known pairing": "No scheme of pairs known here explains its answers: a slip, or a scheme "
    "of its own?",
    "loses spikes off its grid": "A spike between two of its steps is lost. Round it to a step.",
    "delta_t cut": "delta_t is cut to steps of {step:g} ms, towards 0: two spikes less than a step "
    "apart count as none apart. Keep it as it is, or round it.",
    "soft bounds exchanged": "LTP grows with w and LTD with what is left to the upper bound: at a "
    "bound the weight goes on. LTP goes with w_max - w, LTD with w - w_min.",
    "decay per step": "{what}: it decays by the step, not by the ms. Multiply by exp(-dt / tau).",
    "time constant depends on dt": "{what}: does dt stand in it twice? exp(-dt / tau) has it once. "
    "Or are times multiplied by dt, and should be divided?",
    "amplitude depends on dt": "At dt = 0.5 ms a pair is worth {share:.3g} of what it is worth at "
    "1 ms: a jump is multiplied by dt. A spike is no current: add the jump as it is.",
    # A neuron
    "no spikes and v": "{what}; expected was (spikes, v): times in ms, or a truth a step, and "
    "a v for each step.",
    "fires without input": "Of 50 ms at no current it spikes {times} times. Does it leak to 0 and "
    "not to its rest?",
    "begins above its threshold": "Without a current it spikes at first, and then never again: "
    "does v begin above its threshold, as at 0 mV? Begin at rest.",
    "never fires": "No pulse up to 1e9 makes it spike.{falls}",
    "whole numbers": "{what} takes whole numbers only: is it made an integer, or kept in an array "
    "of them? What lies below 1 is lost. Make it a float. (Or is it meant, as on a chip?)",
    "before its current": "v moves before its current comes: is a mean, a sum or the largest value "
    "of the whole current taken, or index -1, the last, at step 0? Read the current of the step.",
    "first spike lost": "No pulse makes it tell a spike, and a current that lasts does: is its "
    "first spike not told?",
    "size of the current lost": "Twice the pulse leads to the same v: is a current divided by its "
    "largest value, or cut off?",
    "first current lost": "A pulse at 20 ms makes it spike, and one in the first step never: is "
    "the next step's current read (index k + 1), or the first left out?",
    "steps too long": "v jumps past its rest in every step: a step of 1 ms is longer than its tau. "
    "Is tau in s, and dt in ms?",
    "leak with the wrong sign": "v runs away from rest.",
    "dt and tau exchanged": "The longer a step, the less v falls in it: is exp(-tau / dt) written "
    "for exp(-dt / tau)?",
    "no leak": "After a pulse v stays where it is: its leak is missing.",
    "gain depends on dt": "With half the step the same current leads to another v: its leak and "
    "its input do not know the same dt.",
    "input not scaled by dt": "With half the step the same current leads to another v: it is added "
    "once a step.",
    "skips steps": "Under a steady current v moves in one step of {every} only: are steps left "
    "out, or is a result repeated?",
    "sign of the current lost": "A negative current makes v rise as a positive one does: is its "
    "absolute value or its square taken?",
    "reset upwards": "A spike leaves v far above its threshold: a reset to 0, or by a threshold "
    "below 0? Subtract v_threshold - v_reset.",
    "reset turned round": "The stronger a pulse, the lower v after its spike: is v subtracted from "
    "the threshold, and not the threshold from v?",
    "misses a reset": "After one spike v is put back, and after another it is not: does the reset "
    "wait for more than a spike? Put v back at each.",
    "fires once": "It spikes once in {ms:g} ms of a strong current, and never again: is its "
    "refractory time never over? Count it down in each step.",
    "refractory once": "After its first spike it is silent for {first:.3g} ms, after others for "
    "{later:.3g}: is the time of a spike written down once only?",
    "spike counted twice": "It tells more spikes than v reaches its threshold: is what fired in "
    "one step told again in the next?",
    "loses spikes": "v falls back more often than a spike is told. Tell each, at its reset.",
    "loses spikes by chance": "The same current gives the same v and other spikes: v is reset, and "
    "some spikes are not told. Are they dropped by a random number?",
    "refractory in steps": "It waits {steps:g} steps whatever their length: t_ref should be in ms.",
    # A surrogate
    "no spikes and gradient": "It gives {what}; expected was (spikes, gradient), a number of each "
    "for every neuron.",
    "spikes and gradient swapped": "What it gives first is 0 where nothing comes from above, and "
    "what it gives second is 0 or 1: expected was (spikes, gradient), in this order.",
    "another shape": "It gives an array of shape {got}, and should give {expected}: a number for "
    "every neuron. A sum or mean over neurons?",
    "detached": "No gradient comes back: u is cut off from the spikes. Is it detached, or the step "
    "a plain comparison without a backward pass of its own?",
    "zero gradient": "The gradient is 0 at every u but the threshold: nothing can learn. The "
    "step's own derivative is 0; put the surrogate in its place.",
    "spikes not 0 and 1": "Forward it gives {values}, and should give 1 for a spike and 0 for "
    "none. The soft step belongs in the backward pass only.",
    "never fires forward": "Forward it is 0 at every u.",
    "always fires": "Forward it is 1 at every u.",
    "fires below threshold": "Forward it fires below the threshold and not above: u is turned "
    "round.",
    "fires in a window": "Forward it fires at some u above the threshold and not at all: again 0 "
    "from {where} on.",
    "threshold elsewhere": "Forward it fires from {where} on. Is u the potential itself here? Then "
    "say threshold={again}.",
    "ignores upstream": "What comes from above changes nothing: the backward pass gives h(u) "
    "alone. It should give upstream * h(u), by the chain rule.",
    "upstream not multiplied": "The gradient is not in proportion to what comes from above. It "
    "should be upstream * h(u), by the chain rule.",
    "neighbours matter": "The gradient of one neuron depends on others in the same array: "
    "something is divided by a sum, a mean or a largest value of them all.",
    "not finite": "The gradient is {value} at {where}{how}, and at {many} of 283 potentials in "
    "all. Does {why}.",
    "wrong sign of the gradient": "The gradient is negative wherever there is one: more potential "
    "should mean more spikes.",
    "negative gradient": "The gradient is negative from {where} on: there more potential would "
    "mean fewer spikes. Is a bump's own slope taken for the bump, or its cut at 0 missing?",
    "saves the spike": "The gradient takes two values only: {low:.3g} wherever it is silent and "
    "{high:.3g} wherever it fires. It was made from the spike; save the potential for it.",
    "saves the reset potential": "Above the threshold the gradient is that of the potential after "
    "the reset, far from the threshold. Save u as it was when it was compared.",
    "peak elsewhere": "The gradient is largest at {where}, not at the threshold.{guess}",
    "one side only": "The gradient is 0 {where} the threshold, and half of a bump ({which}) on the "
    "other side: it was multiplied by {factor}.",
    "grows away from threshold": "The gradient grows with the distance from the threshold: a minus "
    "or a reciprocal is missing.",
    "gap at the threshold": "At the threshold itself there is less gradient than beside it. Does "
    "it divide by u, or multiply by sign(u)?",
    "not its soft slope": "The gradient is not the slope of its own soft step.{times}",
    # An encoder
    "no raster": "It gives {what}; expected was an array of 0 and 1, (steps, values).",
    "another raster": "It gives an array of shape {got}, and should give {expected}.",
    "no steps": "It gives one row, of shape {shape}: one step. Expected was (steps, {n}): a row "
    "for each step.",
    "axes swapped": "It gives (values, steps), {here}, and should give (steps, values), {there}. "
    "It was read the other way round.",
    "reshaped, not transposed": "Its numbers are those of (values, steps), read row by row into "
    "(steps, values): so every column mixes values. Turn it round with .T, and not with a reshape.",
    "not 0 and 1": "It gives {values}, and should give 1 for a spike and 0 for none. {guess}",
    "place matters": "What a value gives depends on where it stands in the row: are its spikes "
    "another neuron's?",
    "value ignored": "The spikes are the same whatever the value.",
    "no spikes at all": "No value makes a spike in {steps} steps. Is a rate divided twice, or an "
    "integer division in it?",
    "full in every step": "There is a spike in every step from a value of {value:g} on: these "
    "cannot be told apart. Is a rate in Hz not multiplied by the step, or a value above 1 taken "
    "for a probability?",
    "one draw for several steps": "Its trains change every {span} steps at most: one draw serves "
    "for all of them. Draw for each step.",
    "larger comes later": "A larger value comes later, and should come earlier: t = T (1 - x), not "
    "T x.",
    "does not stop": "From its first spike on, in step {step}, it spikes in every step: a latency "
    "is one spike. Was t >= T written for t == T?",
    "larger gives fewer": "A larger value gives fewer spikes, and should give more. Is a "
    "comparison turned round?",
    "out of order": "One value {what} than it should among its neighbours: the order of the values "
    "is lost there. An overflow?",
    "count off": "The count is not what the value means, at {some} of {all} values.{guess}",
    "intervals not by chance": "Its intervals are {how} than chance makes them.{guess}",
    "silent start": "The first steps are nearly empty: it begins as after a spike, and not in the "
    "middle of a train.",
    "silent end": "The last step is nearly empty: does a loop end one too early?",
    "crowded start": "The first steps have more spikes than others: does each train begin with "
    "one?",
    "shared chance": "Two neurons spike together by more than their values explain: one draw "
    "serves both. Draw for each neuron.",
    "one draw for all steps": "A neuron spikes in each step or in none: it draws once, and not "
    "once a step.",
    "normal for uniform": "It compares a draw from a normal distribution with the value ({how}): p "
    "is no longer the value. Draw from a uniform one.",
    "spikes without a change": "A signal that rests makes spikes.",
    "before its change": "A spike comes before the change that it tells.",
    "up is down": "Both neurons say the same of a jump up as of a jump down.",
    # A trace
    "no values": "It gives {value}: a finite value for each time is expected.",
    "not 0 without spikes": "Without a spike it is {value:.6g} at t = 50: an offset, or 'no spike "
    "yet' is a number that it takes for a time.",
    "early": "The trace is there before its spike.",
    "late": "It begins {after:g} ms after its spike.",
    "no trace": "A spike at 50 ms leaves nothing from 51 to 110 ms.",
    "negative jump": "A spike lowers it: it is {value:.6g} at t = 51.",
    "not exponential": "No exponential fits it. (Or is it meant to be another kernel?)",
    "first spike only": "A second spike changes nothing: it should add its jump, or set the trace.",
    "neither adds nor sets": "A second spike neither adds its jump nor sets the trace to it.",
    "decays at each reading": "Read once it is another than read at every ms: it decays by the "
    "reading.",
    # A network
    "no input": "All rates are 0: no spike comes in.",
    "silent layer": "{layer} is silent: {percent:.3g} % of its {neurons:,} neurons fire less than "
    "once in 1,000 steps. A typical potential is {mean:.2g} ± {sd:.2g} (mean and s.d. without a "
    "spike), the threshold is {threshold:g}. {cure}{others}",
    "saturated layer": "{layer} is saturated: {percent:.3g} % of its {neurons:,} neurons fire in "
    "every other step or more, and can hardly say more. A typical potential is {mean:.2g} ± "
    "{sd:.2g} (mean and s.d. without a spike), the threshold is {threshold:g}. {cure}{others}",
    "bias fires alone": "{layer}: {percent:.3g} % of its neurons fire without a spike coming in, "
    "by their bias; {why}. A bias fires alone from threshold * (1 - decay) / gain = {most:.3g} on; "
    "here the largest is {largest:.3g}.",
    "dies out": "Each layer fires less than the one before: {course} spikes a step, and then "
    "hardly once. All weights are drawn too small{alike}.",
    "weights too large": "{layer}: what comes in is so large that a potential is {mean:.2g} ± "
    "{sd:.2g} (mean and s.d. without a spike), and the threshold of {threshold:g} is hardly felt."
    "{pixels} {cure}{others}",
    # A conversion
    "no layers": "{whose} gives {value}; expected was a list of arrays, one a layer.",
    "other layers": "The ANN has {ann} layers, the SNN {snn}: give the same ones of both, the "
    "output layer's included, the input left out.",
    "other neurons": "The layers have other sizes: {ann} in the ANN, {snn} in the SNN.",
    "counts without steps": "The SNN's numbers are whole, up to {most:g}: counts? Say steps=..., "
    "in how many steps they were counted.",
    "more than a spike a step": "A rate of {most:.4g} is more than a spike a step. Are these "
    "counts or Hz? Give spikes a step, or counts with steps=....",
    "more spikes than steps": "A neuron of a hidden layer spikes {most:g} times in {steps} steps: "
    "were they counted in more steps than steps= says? If it may spike twice in one, give rates.",
    "wrong layer order": "Layer {layer}: the SNN's rates {how}: are its layers in another order?",
    "wrong neuron order": "Layer {layer}: its rates are those of other neurons of the layer: is "
    "an array flattened in another order (channels first or last)?",
    "other rates": "Layer {layer}: its rates have nothing to do with its activations: other "
    "weights?",
    "loosely alike": "Layer {layer}: no scale or bias explains what its rates are off (their "
    "correlation with its activations: {alike:.3f}): other weights, rounded or cut off ones?",
    "fires below 0": "Layer {layer}: its rates fit where the activation is above 0, and neurons of "
    "activation 0 fire too: does a negative drive count, as by its absolute value?",
    "dead layer": "Layer {layer} never fires: is its threshold too high, or its scale too large?",
    "dead neurons": "Layer {layer}: {some} of its {all} neurons should fire and never do, the "
    "others are right: are their weights 0, or their thresholds out of reach?",
    "fires for nothing": "Layer {layer} fires, and all its activations are 0.",
    "reset to zero": "Layer {layer}: after a spike its potentials begin at 0, and what lay above "
    "the threshold is lost. Subtract the threshold.",
    "no reset": "Layer {layer}: once its potentials are above the threshold they stay there, and "
    "fire in every step. Subtract the threshold after a spike.",
    "refractory": "Layer {layer} pauses after a spike, so that large activations are cut off. A "
    "rate code wants no refractory time. (Or were the spikes counted in fewer steps than steps= "
    "says?)",
    "spikes dropped": "Layer {layer}: {how}. Are spikes dropped by a random number: is a dropout "
    "left on?",
    "leak": "Layer {layer}: weak drives give no spike, and others too few: its neurons leak. Take "
    "neurons without a leak, whose potential keeps all that came in.",
    "floor at 0": "Layer {layer}: neurons of weak drive fire too much, and none too little: a "
    "potential cannot fall below 0, so that what should hold a neuron back is lost. Let it fall.",
    "other pooling": "Layer {layer} of the ANN is the largest of each group in layer {before}, and "
    "that of the SNN {how}.",
    "unscaled bias": "Layer {layer}: each neuron is off by an amount of its own, whatever the "
    "sample: is its bias not divided by the scale, left out, or added once only?{input}",
    "wrong scale": "Layer {layer}: {how}.",
    "clipped": "Layer {layer}: {percent:.0f} % of its active neurons are cut off at a spike a "
    "step; large activations are {times:.2g} times what its scale allows. Is it the maximum of "
    "too few samples, or too low a percentile?",
    "missing ReLU": "Layer {layer} of the ANN has {has}: is a ReLU missing, or another function "
    "there?",
    "too few steps": "In {steps:g} steps a rate is known to 1 / {steps:g}: layer {layer} is off "
    "by {percent:.0f} %, and {agree:.0f} % of the answers agree. Run longer, or begin at half "
    "the threshold.",
    "ties": "In {share:.0f} % of the samples several outputs fire most often, the right one "
    "among them, and another is taken. Let the potential that is left decide, or run for more "
    "steps.",
    # A model asked about one sample after the other
    "no arrays": "It gives {value}; expected was a number, an array, or a list, tuple or dict of "
    "these.",
    "state not reset": "The answer to a sample depends on those before it: potentials, traces, a "
    "recurrent state or a running mean are left over. Put them back to their start before each "
    "sample.",
    "learns while asked": "Its answers move on with the samples and do not come back: weights, "
    "thresholds or running means change while it is asked. Switch its learning off.",
    "counter": "Its answers change with the number of calls, whatever was asked before: a clock "
    "that runs on, a counter, or weights or thresholds that move by the call.",
    "output accumulated": "Its answers add up from call to call: counts, a mean or a list is not "
    "cleared before each sample.",
    "first sample only": "Only the first sample is answered afresh.",
    "batch order": "The answer to a row depends on the other rows of its batch, or on their order: "
    "a state goes from row to row, or the batch is scaled as a whole.",
}

#: What is no fault: good to know, or not to be known from outside.
TO_KNOW: dict[str, str] = {
    # Whatever is asked
    "too large": "It gives {size} numbers at once: more than are looked at. Ask for fewer steps.",
    # STDP
    "form": "It takes {form}, no arrays of floats: {why}",
    "whole": "Spikes between whole ms could not be tried.",
    "random": "It is random: the same {what} gave {low:.4g} to {high:.4g} in {calls} calls. Means "
    "of {repeats} calls were examined, each known to ±{spread:.2g}.",
    "quantum": "It moves in steps of {size:.4g}.",
    "shift": "LTP and LTD meet at delta_t = {shift:g} ms: a delay (axonal minus dendritic), or the "
    "shape of its window.",
    "hat": "{what} changes its sign with the distance, as a Mexican hat does.",
    "odd grid": "1 ms is no whole number of its steps (some {step:.2g} ms): moved in time a pair "
    "is a step further apart now and then, and worth {percent:.2g} % less.",
    "cut": "{what} is cut off: from {ms:.3g} ms on there is none.",
    "no exponential": "{what} is not exponential: the formula misses it by {percent:.0f} % of its "
    "largest value.",
    "order": "It needs its spikes in order: sort them, or say so. {why}",
    "fades": "What a pair did fades until the last spike: {percent:.0f} % is left after {far:g} "
    "ms. An eligibility trace, or a weight that leaks?",
    "drowned": "Chance hides what {where} does: {low:.4g} to {high:.4g} in {calls} calls. Make it "
    "less random, or give the mean of many calls.",
    "chance tie": "What a tie is worth: {worth:.4g}, and chance could do that.",
    "another tie": "A tie is worth {worth:.4g}: neither LTP, nor LTD, nor both.",
    "even tie": "Whether a tie counts for neither side or for both: A_plus and A_minus are equal.",
    "near its bound": "{what} changes the weight by {worth:.4g} at every distance, once: it begins "
    "near a bound. Let it start further away, or make a pair worth less.",
    "tie": "A tie counts as {what} at full strength ({worth:.4g}). On a coarse grid ties are "
    "common: say which you mean.",
    "tie both ways": "A tie counts as LTP and as LTD ({worth:+.4g} in all): traces jump before "
    "they are read. On a coarse grid ties are common: say that you mean it, or read, then jump.",
    "soft": "A second pair, far from the first, is worth less: soft bounds.",
    "grows": "A second pair, far from the first, is worth more: the change grows with the weight.",
    "chance pairs": "Which pairs count: chance leaves {some}.",
    "ties fit not": "What a tie hides: trains with ties fit no scheme, others do.",
    "hides": "A tie hides an earlier partner, and is then worth nothing.",
    "closest": "A spike counts with {some} before it, and with none earlier: is that meant, or all "
    "that a buffer holds?",
    "overruled": "Of three spikes a pair counts for nothing ({trains}): it may be lost, or "
    "overruled by the other one.",
    "no scheme": "Which pairs count: no scheme explains its answers{hint}.",
    "no pairs": "Which pairs count: {why}.",
    "triplet": "It is no pair rule: three spikes, two pairs under every scheme, give {more:+.4g} "
    "beyond their pairs ({trains}). A triplet rule does that.",
    "tie or step": "Whether its tie counts, or a delay of one step moves its window: on a grid "
    "both look alike.",
    "exponent": "The exponent {which}: no power of the room left fits.",
    "other bound": "{said}: its bound, if it has one, is another.",
    "far bound": "The bound {bound:g}: {count:,} pairs would be needed.",
    "so late": "What a pair at {ms:,.0f} ms is worth: {why}",
    "dead": "A {which} spike counts for nothing if it comes less than {ms} ms after the last one "
    "that counts: a dead time?",
    "long trains": "Whether each of {many} pairs counts: there is no time left for that.",
    "twice": "Whether a pair counts twice at half the amplitude: only the product is seen.",
    "delay": "Whether a delay is axonal or dendritic: only their difference moves the window.",
    "intended": "Whether amplitudes and time constants are the intended ones.",
    "no weight": "Bounds, and how a change depends on the weight: it takes no weight.",
    # A neuron
    "written down": "Whether v is written down before or after a step, beyond the label of its "
    "spikes.",
    "no t_ref": "How long it is refractory: that is read off an exponential.",
    "not so strong": "How long it is refractory: {why}",
    "at threshold": "Whether it fires at its threshold or only above: v is rounded there.",
    "moves": "Without a current v goes from {start:.8g} to {end:.8g} in 50 ms: it does not start "
    "at its rest, or has an input of its own.",
    "several a step": "It gives several spikes in a step.",
    "clipped": "A negative current leaves v at {rest:.4g}: it cannot fall below.",
    "refuses": "It takes no negative current. {why}",
    "late": "A pulse makes it fire a step late: does it read its input too late?",
    "takes off": "A spike takes {taken:.4g} off v; its threshold lies {top:.4g} above its rest.",
    "no reset": "A spike leaves v as it is: is its reset missing, or meant to be?",
    "off by one": "Refractory {steps}: silent for {coarse:g}, {fine:g} and {finest:g} ms at dt = "
    "1, 0.5 and 0.25 ms, where t_ref is {t_ref:g} ms.",
    "integrator": "After a pulse v stays where it is: a perfect integrator, or is its leak "
    "missing?",
    "adapts": "A spike makes the next one harder, still after {wait} ms: something adapts.",
    # A surrogate
    "family": "The gradient is of the family {which}, b = {b:.3g}{times}: h(u) = {formula}.",
    "no family": "Which family: none that is known here; the nearest, {which}, is off by "
    "{percent:.0f} % of the peak.",
    "no width": "Which family: the gradient nowhere falls to half of its peak on both sides.",
    "open side": "The gradient is {peak:.3g} at every u {where} the threshold, however far, and "
    "ends on the other side, at {ends}: is an absolute value missing?",
    "lopsided": "Above the threshold the gradient is another than below.",
    "lobes": "Beside its peak of {peak:.3g} the gradient is negative, down to {least:.3g}, alike "
    "on both sides: a family with lobes. There a neuron learns the wrong way.",
    "steps": "The gradient is {low:.3g} below the threshold and {high:.3g} above, whatever the "
    "distance: the slope of a (leaky) ReLU. Or was it made from the spike by mistake?",
    "clipped gradient": "A gradient is clipped: 1e-3 of what comes from above was sent instead of "
    "1.",
    "several spikes": "Forward it gives 2 and more where u is far above the threshold: several "
    "spikes in a step. Only 0 and 1 were looked at.",
    "fires by chance": "Forward it fires by chance: the same u gives a spike at times.",
    "silent": "A silent neuron does not wake: at {where} its gradient is {slope:.2g}, and 400 "
    "steps of Adam (rate 0.02) leave it there. Draw first weights that make it fire.",
    "saturated": "A neuron that fires in every step does not come down: at {where} its gradient is "
    "{slope:.2g}. Draw first weights that leave it near its threshold.",
    "no soft step": "Whether it is the slope of its own soft step: that stopped with {kind}: "
    "{text}.",
    # An encoder
    "decoder": "Whether a decoder that it has in mind reads it: only the spikes are seen.",
    "same draws": "It draws the same in each call: a seed within it. Every epoch then sees the "
    "same noise.",
    "population": "It gives {each} neurons to each value: a population code, which is not examined "
    "here.",
    "first sample": "The first sample counts as a change, from 0.",
    "only up": "A fall makes no spike: only rises are told.",
    "no sign": "A rise and a fall make the same spike.",
    "signed": "A fall makes a spike of -1: give it a neuron of its own, where spikes must be 0 or "
    "1.",
    "slow change": "A slow change is lost: {total:.3g} in steps of {size:.2g} makes no spike. It "
    "compares with the last sample, and not with what was told last.",
    "smallest change": "The smallest change that makes a spike is {size:.3g}.",
    "silent range": "Up to a value of {value:g} there is no spike.",
    "tied first": "{some} of {all} neighbouring values spike in the same step (some in step "
    "{step:g}): they cannot be told apart.",
    "period": "Each neuron spikes once in {period} steps.",
    "bits": "Its steps are the {digits} digits of a binary number, the half {which}.",
    "full": "From a value of {value:g} on it spikes in every step: these values look alike.",
    "two levels": "It tells two levels only: {low:g} spikes up to a value of {value:g}, {high:g} "
    "above. Is it compared with a threshold, and not with a draw?",
    "begins late": "Nothing comes before step {step}, whatever the value: a delay.",
    "ends early": "Nothing comes after step {step}, whatever the value.",
    "jitter": "Its intervals vary by CV {cv:.2f}, a long one after a short one: a regular train "
    "whose spikes are moved by chance.",
    "irregular": "No two calls differ, and yet its intervals vary (CV {cv:.2f}): a pattern, or a "
    "seed within it.",
    "whole intervals": "Each interval is c / x, {how} to whole steps: {some} of {all} neighbouring "
    "values have the same count. Add x up in each step, spike at 1 and take 1 off.",
    "own law": "Its count grows with the value by a law of its own, as a neuron's f-I curve does.",
    "beside others": "What a value gives depends on those beside it: it is scaled by all of them.",
    "few trials": "Only {trials} trials were made in the time: seconds=... for more.",
    "noisy latency": "Its one spike comes at times that vary: their means were examined.",
    "no intervals": "Its intervals: too few lie within a trial.",
    "dead time": "After a spike there is none for {steps} step(s), and then chance is the same "
    "again: refractory, with CV {cv:.2f}.",
    "regular phase": "Its intervals are regular (CV {cv:.2f}); only where they begin is by chance.",
    "one block": "Its spikes stand in one block, one in each step, and only where that begins or "
    "ends is by chance: are draws added up?",
    "own intervals": "Its intervals vary by CV {cv:.2f}, where chance alone has {by_chance:.2f}, "
    "the less the faster it fires: as a noisy neuron's do.",
    "gamma": "Its intervals vary by CV {cv:.2f} at every rate: more regular than chance, as a "
    "gamma process of order {order:.2g}.",
    "law": "The count follows a law of its own: {which}, {formula}.",
    # A trace
    "jump": "The unit of the jump: only its size is seen.",
    "sets": "A second spike sets the trace to its jump, and adds nothing to it.",
    "saturates": "It saturates: a spike leaves {share:.3g} of the trace before it.",
    # A network
    "torch's layout": "Its matrices are read as {read}, as torch has them.",
    "either layout": "Its shapes fit both layouts: they are read as {read}. If they are {other}, "
    "say layout={say!r}.",
    "layer order": "Its layers are taken in the order in which their shapes fit: {order}.",
    "batch norm": "{norm} is taken into {layer}, as in evaluation. In training it brings each "
    "channel to its own mean and s.d., whatever the weights are.",
    "recurrent": "What recurrent weights do: {names} are left out.",
    "thresholds": "{layer}: its thresholds are {low:.4g} to {high:.4g}. Potentials and biases are "
    "told as if each were {mean:.4g}.",
    "on the threshold": "{layer}: {percent:.0f} % of its spikes come at the threshold itself, and "
    "are missing where a neuron fires only above it (> for >=).",
    "left out": "Not used: {names}.",
    "readout": "{layer} never fires, as its threshold is infinite: a readout, not examined.",
    "from the file": "{what} as the weights' own entries say: {values}.",
    "against the file": "The weights' own entries say a {what} of {values}, and {used} is used.",
    "behind": "Silent only because nothing comes in: {layers}.",
    "behind and ill": "Nothing comes in, and once something does they need their own factors: "
    "{layers}.",
    "on the edge": "{layer} is on the edge of {of}, at {rate:.2g} spikes a step: another draw of "
    "the input may tip it.",
    "mostly silent": "{layer}: {percent:.3g} % of its neurons are silent with this input.",
    "all or none": "{layer}: nearly every neuron is silent or saturated ({silent:.3g} % and "
    "{saturated:.3g} %).",
    "some by bias": "{layer}: {count:,} of {neurons:,} neurons fire without a spike coming in, by "
    "their bias.",
    "rates fade": "Each layer fires less than the one before: {course} spikes a step. Some more "
    "layers would be silent.",
    "threshold of 0": "A threshold of 0: whatever is above rest fires, and a reset by subtraction "
    "takes nothing off.",
    "rough": "By the two sums alone {layer} fires {predicted:.2g} spikes a step, counted are "
    "{rate:.2g}: {why}.",
    "not simulated": "Rates are by the two sums and Siegert's formula: it is too large to be "
    "simulated here. They are rough where spikes are no rarer than 0.15 a step, where the reset is "
    "not to zero, where few inputs spike, and where the input is no chance.",
    "other input": "Another input: these rates are examined, and an input that is no chance at "
    "each step, or whose spikes come together, may fire more.",
    "once trained": "How it fires once it is trained.",
    # A conversion
    "chance input": "It is random: the same sample gives other rates each time. Is its input "
    "coded by chance? That is noise, and no fault.",
    "input too": "The SNN's first list is taken for its input.",
    "read out": "The last layer is {what}: only which output is largest was compared.",
    "before the ReLU": "Layer {layer}: its activations are given before the ReLU.",
    "own scales": "Layer {layer}: each neuron, or channel, has a scale of its own.",
    "some clipped": "Layer {layer}: {percent:.1f} % of its active neurons are cut off at a spike "
    "a step, as a percentile does.",
    "low rates": "Layer {layer}: its largest rate is {reach:.3g} spikes a step. A smaller scale "
    "would need fewer steps.",
    "alike low": "No layer fires more than {reach:.2g} spikes a step: were the spikes "
    "counted in fewer steps than steps= says, or is every scale too large?",
    "own outputs": "{agree:.0f} % of the answers agree: each output has a scale of its own, so the "
    "one that fires most need not be the largest. Give the last layer one scale.",
    "starts high": "Layer 1 fires {more:.2f} spikes more than its drive gives, whatever that is: "
    "its potentials begin near the threshold. Half of it is best.",
    "some ties": "In {percent:.2g} % of the samples several outputs fire most often, and another "
    "than the right one is taken: let the potential that is left decide.",
    "answers differ": "{agree:.0f} % of the answers agree, and no layer is found wrong: are they "
    "close?",
    "off, and why": "Why layer {layer} is off by {error:.2g} spikes a step: no slip known here "
    "gives such rates.",
    # A model asked about one sample after the other
    "by chance": "It is random: answers to the same sample differ by {percent:.2g} % of the "
    "largest value, and their order in {calls} calls is one that chance gives.",
    "same array": "It gives the same array each time, and writes into it later: an answer that is "
    "kept becomes the next one. Give a copy.",
    "one answer": "It gives the same answer to every sample: a silent network leaves nothing. Ask "
    "with samples that it tells apart.",
    "same answer": "{one} and {two} differ, and have the same answer to the last digit: is not all "
    "of a sample read, or an answer kept under a key that says too little?",
    "same samples": "All samples are the same: what one leaves in another could not be tried.",
    "rare": "Whether an answer that came only once or twice was chance.",
    "chance batch": "Whether rows of a batch know each other: it is random.",
    "batch rows": "Whether rows of a sample know each other: say batch=True, if they should not.",
    "later calls": "What only more than {calls} calls show.",
    # Whatever gives another answer each time
    "no noise": "The same {what} another answer each time. Take out its noise.",
}
