"""The linear algebra of the tests, the same on each machine: for `os.environ`, before NumPy loads.

One thread: a second one makes small matrices no quicker. On two busy cores a training of 0.24 s
takes 2.3 s of CPU, and sums come out in another order. So do they where NumPy's library chooses
other kernels for the processor: with those for AVX-512 a trained network got 8.9 % right that got
10.0. AVX2 is on each such processor of the last ten years.
"""

import platform

KERNELS = {f"{library}_NUM_THREADS": "1" for library in ("OPENBLAS", "OMP", "MKL")}
if platform.machine() in ("x86_64", "AMD64"):
    KERNELS["OPENBLAS_CORETYPE"] = "Haswell"
