// All kernels of the engine cuda, one translation unit.
#include "causal_tokens.cuh"
#include "conv.cuh"
#include "heads.cuh"
#include "linear.cuh"
#include "norms.cuh"
#include "optimiser.cuh"
#include "scan_gradients.cuh"
#include "scan_states.cuh"
