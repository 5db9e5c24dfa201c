#pragma once
#include <cstddef>
#include <vector>

struct EmulatedKernel {
    const char *name;
    std::vector<size_t> sizes;  // of the arguments
    void (*run)(void **arguments);
};

// Null if there is none with that name.
const EmulatedKernel *emulated_kernel(const char *name);
