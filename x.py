def two_psps(w, gap, tau_m):
    return w * (1.0 + np.exp(-gap / tau_m))


check("leaky_bucket.two_psps", two_psps)
