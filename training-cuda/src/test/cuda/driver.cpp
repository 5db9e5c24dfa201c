// The part of CUDA's driver that the engine uses, on the emulation: checks sizes, keeps a log of
// calls, counts what is alive, and fails on request.
#include <cstdarg>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "emulated_kernels.h"
#include "launch.h"

namespace {
enum { OK = 0, INVALID = 1, NO_MEMORY = 2, NOT_INITIALISED = 3, NOT_FOUND = 500, FAILED = 719 };
enum { SHARED_DEFAULT = 48 * 1024, SHARED_MOST = 227 * 1024 };

struct Function {
    const EmulatedKernel *kernel;
    size_t shared = SHARED_DEFAULT;
};
struct Graph {
    std::vector<std::function<int()>> work;
};

bool initialised;
int version = 13000, devices = 1, failing_code, failing_after = -1;
size_t free_bytes = size_t(8) << 30;
std::string failing, calls;
std::map<void *, size_t> memory;
std::map<std::string, std::unique_ptr<Function>> functions;
// As the driver: a thread that captures does not take what others start.
thread_local Graph *capturing;
// The emulation runs one kernel at a time.
std::recursive_mutex turn;
int lost;
long streams, graphs, modules, contexts, events;

int begin(const char *name) {
    calls += name;
    calls += '\n';
    if (lost != OK) {
        return lost;
    }
    if (failing == name && failing_after-- == 0) {
        failing.clear();
        // A device that is lost stays so.
        lost = failing_code >= 700 ? failing_code : OK;
        return failing_code;
    }
    return initialised || std::strcmp(name, "cuInit") == 0 ||
                   std::strcmp(name, "cuDriverGetVersion") == 0
               ? OK
               : NOT_INITIALISED;
}

// Whether bytes from an address lie in one allocation.
bool inside(const void *address, size_t bytes) {
    auto after = memory.upper_bound(const_cast<void *>(address));
    if (after == memory.begin()) {
        return false;
    }
    --after;
    const char *start = static_cast<const char *>(after->first);
    const char *from = static_cast<const char *>(address);
    return from + bytes <= start + after->second;
}

void *allocate(size_t bytes) {
    void *p = nullptr;
    if (posix_memalign(&p, 256, bytes) != 0) {
        return nullptr;
    }
    std::memset(p, 0xff, bytes);
    memory[p] = bytes;
    return p;
}

int later(std::function<int()> work) {
    if (capturing != nullptr) {
        capturing->work.push_back(std::move(work));
        return OK;
    }
    return work();
}
}  // namespace

#define API extern "C" __attribute__((visibility("default"))) int
#define BEGIN(name)                    \
    const std::lock_guard<std::recursive_mutex> alone(turn); \
    if (const int code = begin(name)) { \
        return code;                    \
    }

API cuInit(unsigned) {
    BEGIN("cuInit");
    initialised = true;
    return devices == 0 ? 100 : OK;
}
API cuDriverGetVersion(int *v) {
    BEGIN("cuDriverGetVersion");
    *v = version;
    return OK;
}
API cuDeviceGetCount(int *count) {
    BEGIN("cuDeviceGetCount");
    *count = devices;
    return OK;
}
API cuDeviceGet(int *device, int ordinal) {
    BEGIN("cuDeviceGet");
    *device = ordinal;
    return ordinal < devices ? OK : 101;
}
API cuDeviceGetName(char *name, int length, int) {
    BEGIN("cuDeviceGetName");
    std::snprintf(name, (size_t)length, "emulated device");
    return OK;
}
API cuDeviceGetAttribute(int *value, int attribute, int) {
    BEGIN("cuDeviceGetAttribute");
    switch (attribute) {
        case 16: *value = 4; return OK;             // multiprocessors
        case 75: *value = 9; return OK;             // capability
        case 76: *value = 0; return OK;
        case 97: *value = SHARED_MOST; return OK;   // shared memory a block may ask for
        default: return INVALID;
    }
}
API cuDeviceTotalMem_v2(size_t *bytes, int) {
    BEGIN("cuDeviceTotalMem_v2");
    *bytes = size_t(8) << 30;
    return OK;
}
API cuDevicePrimaryCtxRetain(void **context, int) {
    BEGIN("cuDevicePrimaryCtxRetain");
    *context = &contexts;
    contexts++;
    return OK;
}
API cuDevicePrimaryCtxRelease_v2(int) {
    BEGIN("cuDevicePrimaryCtxRelease_v2");
    contexts--;
    return OK;
}
API cuCtxSetCurrent(void *context) {
    BEGIN("cuCtxSetCurrent");
    return context == nullptr || context == &contexts ? OK : 201;
}
API cuMemGetInfo_v2(size_t *unused, size_t *total) {
    BEGIN("cuMemGetInfo_v2");
    *unused = free_bytes;
    *total = size_t(8) << 30;
    return OK;
}
API cuCtxSetLimit(int, size_t) {
    BEGIN("cuCtxSetLimit");
    return OK;
}
API cuModuleLoadData(void **module, const void *image) {
    BEGIN("cuModuleLoadData");
    uint32_t magic;
    std::memcpy(&magic, image, 4);
    *module = &modules;
    modules++;
    return magic == 0xba55ed50u ? OK : 200;
}
API cuModuleUnload(void *) {
    BEGIN("cuModuleUnload");
    modules--;
    return OK;
}
API cuModuleGetFunction(void **function, void *, const char *name) {
    BEGIN("cuModuleGetFunction");
    const EmulatedKernel *kernel = emulated_kernel(name);
    if (kernel == nullptr) {
        return NOT_FOUND;
    }
    auto &entry = functions[name];
    if (!entry) {
        entry.reset(new Function{kernel});
    }
    *function = entry.get();
    return OK;
}
API cuFuncSetAttribute(void *function, int attribute, int value) {
    BEGIN("cuFuncSetAttribute");
    if (attribute != 8 || value > SHARED_MOST) {
        return INVALID;
    }
    static_cast<Function *>(function)->shared = (size_t)value;
    return OK;
}
API cuMemAlloc_v2(void **p, size_t bytes) {
    BEGIN("cuMemAlloc_v2");
    if (bytes == 0) {
        return INVALID;
    }
    *p = bytes <= free_bytes ? allocate(bytes) : nullptr;
    return *p == nullptr ? NO_MEMORY : OK;
}
API cuMemFree_v2(void *p) {
    BEGIN("cuMemFree_v2");
    if (memory.erase(p) == 0) {
        return INVALID;
    }
    free(p);
    return OK;
}
API cuMemHostAlloc(void **p, size_t bytes, unsigned) {
    BEGIN("cuMemHostAlloc");
    *p = allocate(bytes);
    return *p == nullptr ? NO_MEMORY : OK;
}
API cuMemFreeHost(void *p) {
    BEGIN("cuMemFreeHost");
    if (memory.erase(p) == 0) {
        return INVALID;
    }
    free(p);
    return OK;
}
static int copy(void *to, const void *from, size_t bytes) {
    if (!inside(to, bytes) || !inside(from, bytes)) {
        return INVALID;
    }
    return later([=] {
        std::memcpy(to, from, bytes);
        return OK;
    });
}
API cuMemcpyHtoDAsync_v2(void *to, const void *from, size_t bytes, void *) {
    BEGIN("cuMemcpyHtoDAsync_v2");
    return copy(to, from, bytes);
}
API cuMemcpyDtoHAsync_v2(void *to, const void *from, size_t bytes, void *) {
    BEGIN("cuMemcpyDtoHAsync_v2");
    return copy(to, from, bytes);
}
API cuMemcpyDtoDAsync_v2(void *to, const void *from, size_t bytes, void *) {
    BEGIN("cuMemcpyDtoDAsync_v2");
    return inside(to, bytes) && inside(from, bytes) ? copy(to, from, bytes) : INVALID;
}
API cuMemsetD8Async(void *to, unsigned char value, size_t bytes, void *) {
    BEGIN("cuMemsetD8Async");
    if (!inside(to, bytes)) {
        return INVALID;
    }
    return later([=] {
        std::memset(to, value, bytes);
        return OK;
    });
}
API cuStreamCreate(void **stream, unsigned) {
    BEGIN("cuStreamCreate");
    *stream = &streams;
    streams++;
    return OK;
}
API cuStreamDestroy_v2(void *) {
    BEGIN("cuStreamDestroy_v2");
    streams--;
    return OK;
}
API cuStreamSynchronize(void *) {
    BEGIN("cuStreamSynchronize");
    return OK;
}
API cuStreamQuery(void *) {
    BEGIN("cuStreamQuery");
    return OK;
}
API cuLaunchKernel(void *function, unsigned gx, unsigned gy, unsigned gz, unsigned bx, unsigned by,
                   unsigned bz, unsigned shared, void *, void **arguments, void **) {
    BEGIN("cuLaunchKernel");
    Function *f = static_cast<Function *>(function);
    calls.insert(calls.size() - 1, std::string(" ") + f->kernel->name);
    if (shared > f->shared || gx == 0 || gy == 0 || gz == 0 || gy > 65535 || gz > 65535) {
        return INVALID;
    }
    std::vector<std::vector<char>> values;
    for (size_t i = 0; i < f->kernel->sizes.size(); i++) {
        const char *from = static_cast<const char *>(arguments[i]);
        values.emplace_back(from, from + f->kernel->sizes[i]);
    }
    return later([=] {
        std::vector<void *> pointers;
        for (const auto &value : values) {
            pointers.push_back(const_cast<char *>(value.data()));
        }
        const std::function<void()> thread = [&] { f->kernel->run(pointers.data()); };
        return emulation::launch({gx, gy, gz}, {bx, by, bz}, shared, thread) ? OK : FAILED;
    });
}
API cuStreamBeginCapture_v2(void *, int) {
    BEGIN("cuStreamBeginCapture_v2");
    capturing = new Graph;
    graphs++;
    return OK;
}
API cuStreamEndCapture(void *, void **graph) {
    Graph *ended = capturing;
    capturing = nullptr;
    if (const int code = begin("cuStreamEndCapture")) {
        delete ended;
        graphs--;
        return code;
    }
    *graph = ended;
    return OK;
}
API cuGraphInstantiateWithFlags(void **executable, void *graph, unsigned long long) {
    BEGIN("cuGraphInstantiateWithFlags");
    *executable = new Graph(*static_cast<Graph *>(graph));
    graphs++;
    return OK;
}
API cuGraphLaunch(void *executable, void *) {
    BEGIN("cuGraphLaunch");
    for (const auto &work : static_cast<Graph *>(executable)->work) {
        if (const int code = work()) {
            return lost = code;
        }
    }
    return OK;
}
API cuGraphExecDestroy(void *executable) {
    BEGIN("cuGraphExecDestroy");
    delete static_cast<Graph *>(executable);
    graphs--;
    return OK;
}
API cuGraphDestroy(void *graph) {
    BEGIN("cuGraphDestroy");
    delete static_cast<Graph *>(graph);
    graphs--;
    return OK;
}
API cuEventCreate(void **event, unsigned) {
    BEGIN("cuEventCreate");
    *event = &events;
    events++;
    return OK;
}
API cuEventDestroy_v2(void *) {
    BEGIN("cuEventDestroy_v2");
    events--;
    return OK;
}
API cuEventRecord(void *, void *) {
    BEGIN("cuEventRecord");
    return OK;
}
API cuEventSynchronize(void *) {
    BEGIN("cuEventSynchronize");
    return OK;
}
API cuEventElapsedTime(float *ms, void *, void *) {
    BEGIN("cuEventElapsedTime");
    *ms = 1.0f;
    return OK;
}
API cuGetErrorString(int code, const char **text) {
    static char line[64];
    std::snprintf(line, sizeof line, "emulated error %d", code);
    *text = line;
    return OK;
}

// For tests.
API emulation_version(int v) { return version = v; }
API emulation_devices(int count) { return devices = count; }
API emulation_free(long long bytes) {
    free_bytes = (size_t)bytes;
    return OK;
}
// The call of this name fails with a code, after some that do not.
API emulation_fail(const char *name, int after, int code) {
    failing = name;
    failing_after = after;
    failing_code = code;
    return OK;
}
API emulation_reset() {
    version = 13000;
    devices = 1;
    free_bytes = size_t(8) << 30;
    failing.clear();
    lost = OK;
    capturing = nullptr;
    calls.clear();
    return OK;
}
extern "C" __attribute__((visibility("default"))) const char *emulation_calls() {
    return calls.c_str();
}
API emulation_alive() {
    return (int)(memory.size() + (size_t)(streams + graphs + modules + contexts + events));
}
