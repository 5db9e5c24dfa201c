// Runs the blocks of a kernel, thread by thread.
#include "emulation.h"

#include <csetjmp>
#include <cstdlib>
#include <limits>
#include <vector>

#include <sys/mman.h>
#include <ucontext.h>

#include "launch.h"
#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/common_interface_defs.h>
#endif

namespace emulation {
Index3 thread, block, threads, blocks;
float *shared;

namespace {
enum State { READY, AT_BARRIER, AT_WARP, DONE };
constexpr size_t STACK = 256 * 1024;

struct Fiber {
    jmp_buf at;
    ucontext_t context;
    bool started = false;
    State state = DONE;
    char *stack = nullptr;
    int parity = 0;
    void *fake = nullptr;
};

std::vector<Fiber> fibers;
jmp_buf scheduler;
ucontext_t scheduler_context;
#ifdef __SANITIZE_ADDRESS__
void *scheduler_fake;
const void *scheduler_stack;
size_t scheduler_size;
#endif
int current;
const std::function<void()> *work;
double slots[32][2][32];
unsigned order = 1;

void switch_to(Fiber &f) {
#ifdef __SANITIZE_ADDRESS__
    __sanitizer_start_switch_fiber(&scheduler_fake, f.stack, STACK);
#endif
    if (_setjmp(scheduler) == 0) {
        if (f.started) {
            _longjmp(f.at, 1);
        }
        f.started = true;
        swapcontext(&scheduler_context, &f.context);
    }
#ifdef __SANITIZE_ADDRESS__
    __sanitizer_finish_switch_fiber(scheduler_fake, nullptr, nullptr);
#endif
}

void wait(State state) {
    Fiber &f = fibers[current];
    f.state = state;
#ifdef __SANITIZE_ADDRESS__
    __sanitizer_start_switch_fiber(&f.fake, scheduler_stack, scheduler_size);
#endif
    if (_setjmp(f.at) == 0) {
        _longjmp(scheduler, 1);
    }
#ifdef __SANITIZE_ADDRESS__
    __sanitizer_finish_switch_fiber(fibers[current].fake, &scheduler_stack, &scheduler_size);
#endif
}

void body() {
#ifdef __SANITIZE_ADDRESS__
    __sanitizer_finish_switch_fiber(nullptr, &scheduler_stack, &scheduler_size);
#endif
    while (true) {
        (*work)();
        wait(DONE);
    }
}

void prepare(int count) {
    fibers.reserve(1024);  // A fiber that has not started must not move.
    while ((int)fibers.size() < count) {
        fibers.emplace_back();
    }
    for (Fiber &f : fibers) {
        if (f.stack == nullptr) {
            f.stack = static_cast<char *>(mmap(nullptr, STACK, PROT_READ | PROT_WRITE,
                                               MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
            getcontext(&f.context);
            f.context.uc_stack.ss_sp = f.stack;
            f.context.uc_stack.ss_size = STACK;
            f.context.uc_link = nullptr;
            makecontext(&f.context, body, 0);
        }
    }
}

// Lets threads go on whose warp or block is complete. False if none can.
bool release(int count) {
    bool any = false, all = true;
    for (int w = 0; w < count; w += 32) {
        bool together = true, waiting = false;
        for (int i = w; i < w + 32 && i < count; i++) {
            const State s = fibers[i].state;
            together &= s == AT_WARP || s == DONE;
            waiting |= s == AT_WARP;
            all &= s == AT_BARRIER || s == DONE;
        }
        if (together && waiting) {
            any = true;
            for (int i = w; i < w + 32 && i < count; i++) {
                fibers[i].state = fibers[i].state == DONE ? DONE : READY;
            }
        }
    }
    if (!any && all) {
        for (int i = 0; i < count; i++) {
            any |= fibers[i].state == AT_BARRIER;
            fibers[i].state = fibers[i].state == AT_BARRIER ? READY : DONE;
        }
    }
    return any;
}

bool run_block(int count) {
    for (int i = 0; i < count; i++) {
        fibers[i].state = READY;
    }
    while (true) {
        order = order * 1664525u + 1013904223u;
        const int start = order >> 8;
        const int stride = (order >> 20) | 1;
        for (int n = 0; n < count; n++) {
            const int i = (int)(((unsigned)start + (unsigned)n * stride) % count);
            if (fibers[i].state == READY) {
                current = i;
                thread = {(unsigned)i, 0, 0};
                switch_to(fibers[i]);
            }
        }
        bool done = true;
        for (int i = 0; i < count; i++) {
            done &= fibers[i].state == DONE;
        }
        if (done) {
            return true;
        }
        if (!release(count)) {
            return false;
        }
    }
}
}  // namespace

void barrier() { wait(AT_BARRIER); }

void warp_barrier() { wait(AT_WARP); }

namespace {
double exchange(double value, int lane) {
    const int me = current;
    const int parity = fibers[me].parity ^= 1;
    slots[me / 32][parity][me % 32] = value;
    wait(AT_WARP);
    return slots[me / 32][parity][lane];
}
}  // namespace

double lane_xor_double(double value, int mask) { return exchange(value, current % 32 ^ mask); }

float lane_xor(float value, int mask) { return (float)exchange(value, current % 32 ^ mask); }

float lane_from(float value, int lane, int width) {
    return (float)exchange(value, current % 32 / width * width + lane);
}

float rounded(float value, int dropped, bool to_even) {
    uint32_t bits;
    std::memcpy(&bits, &value, 4);
    if ((bits & 0x7f800000u) == 0x7f800000u) {
        return value;
    }
    const uint32_t half = 1u << (dropped - 1);
    bits += to_even ? half - 1 + (bits >> dropped & 1) : half;
    bits &= ~((1u << dropped) - 1);
    std::memcpy(&value, &bits, 4);
    return value;
}

bool launch(Index3 grid, Index3 size, size_t shared_bytes, const std::function<void()> &kernel) {
    const int count = (int)size.x;
    if (size.x % 32 != 0 || size.x > 1024 || size.y != 1 || size.z != 1) {
        return false;
    }
    prepare(count);
    // A stride that shares no factor with the number of threads reaches each of them.
    threads = size;
    blocks = grid;
    work = &kernel;
    bool well = (count & (count - 1)) == 0;
    for (unsigned z = 0; well && z < grid.z; z++) {
        for (unsigned y = 0; well && y < grid.y; y++) {
            for (unsigned x = 0; well && x < grid.x; x++) {
                const size_t floats = (shared_bytes + 3) / 4;
                float *memory =
                    static_cast<float *>(aligned_alloc(16, (floats * 4 + 15) / 16 * 16));
                for (size_t i = 0; i < floats; i++) {
                    memory[i] = std::numeric_limits<float>::quiet_NaN();
                }
                shared = memory;
                block = {x, y, z};
                well = run_block(count);
                free(memory);
            }
        }
    }
    return well;
}
}  // namespace emulation
