// The kernels as plain C++, found by name.
#include "emulated_kernels.h"

#include <cstring>
#include <utility>

#include "kernels.cu"

namespace {
template <class... P, size_t... I>
void call(void (*kernel)(P...), void **arguments, std::index_sequence<I...>) {
    kernel(*static_cast<P *>(arguments[I])...);
}

template <class... P>
std::vector<size_t> sizes(void (*)(P...)) {
    return {sizeof(P)...};
}

#define ENTRY(name)                                                                      \
    {#name, sizes(name), [](void **arguments) {                                          \
         auto with = [](auto kernel, auto &&self, void **a) { self(kernel, a); };        \
         with(                                                                           \
             name,                                                                       \
             []<class... P>(void (*kernel)(P...), void **a) {                            \
                 call(kernel, a, std::index_sequence_for<P...>());                       \
             },                                                                          \
             arguments);                                                                 \
     }},
#define IN_MODES(name) ENTRY(name##_float32) ENTRY(name##_tf32) ENTRY(name##_bf16)
#define IN_SIZES(name)                                                              \
    IN_MODES(name)                                                                  \
    ENTRY(name##_float32_16) ENTRY(name##_float32_32) ENTRY(name##_float32_64)      \
    ENTRY(name##_float32_128) ENTRY(name##_tf32_16) ENTRY(name##_tf32_32)           \
    ENTRY(name##_tf32_64) ENTRY(name##_tf32_128) ENTRY(name##_bf16_16)              \
    ENTRY(name##_bf16_32) ENTRY(name##_bf16_64) ENTRY(name##_bf16_128)

const EmulatedKernel KERNELS[] = {
    IN_MODES(linear_forward) IN_MODES(linear_normed) IN_MODES(linear_inputs)
    IN_MODES(linear_weights) IN_SIZES(chunk_states) IN_SIZES(chunk_gradients)
    IN_SIZES(chunk_outputs) IN_SIZES(chunk_backward)
    ENTRY(pass_states) ENTRY(pass_gradients) ENTRY(conv_forward_few) ENTRY(conv_forward_most)
    ENTRY(conv_backward_few) ENTRY(conv_backward_most) ENTRY(norm_backward) ENTRY(gate_forward)
    ENTRY(gate_backward) ENTRY(silu_forward) ENTRY(silu_backward) ENTRY(quantile_loss)
    ENTRY(symbol_loss) ENTRY(expand_events) ENTRY(collect_gradients) ENTRY(finish_step)
    ENTRY(update_weights) ENTRY(carry_states) ENTRY(causal_tokens)};
}  // namespace

const EmulatedKernel *emulated_kernel(const char *name) {
    for (const EmulatedKernel &kernel : KERNELS) {
        if (std::strcmp(kernel.name, name) == 0) {
            return &kernel;
        }
    }
    return nullptr;
}
