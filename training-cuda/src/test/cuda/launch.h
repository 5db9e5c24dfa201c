// What the emulated driver needs of the emulation.
#pragma once
#include <cstddef>
#include <functional>

#include "emulation.h"

namespace emulation {
// Runs a kernel; false if its shape is not allowed or its threads wait for each other for ever.
bool launch(Index3 grid, Index3 size, size_t shared_bytes, const std::function<void()> &kernel);
}  // namespace emulation
