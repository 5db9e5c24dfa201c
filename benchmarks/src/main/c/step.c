/*
 * The same Mamba-2 step in C, as a yardstick for the Java variants: float32, the same order of
 * operations where gcc keeps it, careful loops that gcc vectorises, no intrinsics.
 *
 *   step MODEL check OUT             outputs of the model file's events from an empty state
 *   step MODEL time KEYS MILLIS      microseconds an event; KEYS 1 is a hot key, more are visited in
 *                                    random order
 *   step MODEL limit                 peak and bandwidths that the limit is computed from
 *
 * The model file is written by StepModelFile.java, which gives its layout.
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define PANEL 64

typedef struct {
    float *in_proj, *conv, *conv_bias, *dt_bias, *a, *d, *norm, *out_proj, *pre_norm;
} Layer;

static int D, S, P, N, H, X, K, layers, events;
static Layer *layer;
static float *norm_f, *inputs;

static void *memory(size_t floats) {
    void *p = aligned_alloc(64, (floats * 4 + 63) / 64 * 64);
    if (!p) { fprintf(stderr, "no memory for %zu floats\n", floats); exit(1); }
    return p;
}

static float *take(FILE *f, size_t n) {
    float *p = memory(n);
    if (fread(p, 4, n, f) != n) { fprintf(stderr, "the model file is too short\n"); exit(1); }
    return p;
}

/* [rows][cols] by column. */
static float *by_column(float *w, int rows, int cols) {
    float *p = memory((size_t)rows * cols);
    for (int r = 0; r < rows; r++)
        for (int c = 0; c < cols; c++) p[(size_t)c * rows + r] = w[(size_t)r * cols + c];
    free(w);
    return p;
}

static void load(const char *path) {
    FILE *f = fopen(path, "rb");
    int32_t h[9];
    if (!f || fread(h, 4, 9, f) != 9) { fprintf(stderr, "cannot read %s\n", path); exit(1); }
    D = h[0]; S = h[1]; P = h[2]; N = h[3]; H = h[4]; X = h[5]; K = h[6]; layers = h[7];
    events = h[8];
    layer = calloc(layers, sizeof(Layer));
    int rows = S + X + H;
    for (int i = 0; i < layers; i++) {
        Layer *l = layer + i;
        l->pre_norm = take(f, D);
        l->in_proj = by_column(take(f, (size_t)rows * D), rows, D);
        float *conv = take(f, (size_t)X * K);
        l->conv = memory((size_t)X * K);
        for (int x = 0; x < X; x++) for (int k = 0; k < K; k++) l->conv[k * X + x] = conv[x * K + k];
        l->conv_bias = take(f, X);
        l->dt_bias = take(f, H);
        l->a = take(f, H);
        for (int k = 0; k < H; k++) l->a[k] = -expf(l->a[k]);
        l->d = take(f, H);
        l->norm = take(f, S);
        l->out_proj = by_column(take(f, (size_t)D * S), D, S);
    }
    norm_f = take(f, D);
    inputs = take(f, (size_t)events * D);
    fclose(f);
}

static inline float sigmoid(float x) {
    float m = x < 18 ? x : 18, c = m > -18 ? m : -18, t = c * c;
    float p = c * (0.49999994f + t * (0.016716493f + t * (1.08955566e-4f
            + t * (1.5993572e-7f + t * 2.5750289e-11f))));
    float q = 1 + t * (0.11676623f + t * (0.0016151228f + t * (5.1115303e-6f + t * 3.0088403e-9f)));
    return .5f + .5f * (p / q);
}

/* By columns, four at once: faster here than panels of rows, which gcc keeps in memory. */
static void product(float *restrict y, const float *restrict w, const float *restrict x, int rows,
        int cols) {
    memset(y, 0, (size_t)rows * 4);
    for (int c = 0; c + 4 <= cols; c += 4) {
        const float *restrict w0 = w + (size_t)c * rows, *restrict w1 = w0 + rows,
                *restrict w2 = w1 + rows, *restrict w3 = w2 + rows;
        float a0 = x[c], a1 = x[c + 1], a2 = x[c + 2], a3 = x[c + 3];
        for (int i = 0; i < rows; i++) y[i] += a0 * w0[i] + a1 * w1[i] + a2 * w2[i] + a3 * w3[i];
    }
}

/* Eight sums: gcc does not reorder one. */
static float inverse_rms(const float *x, int n) {
    float part[8] = {0}, sum = 0;
    int i = 0;
    for (; i + 8 <= n; i += 8) for (int k = 0; k < 8; k++) part[k] += x[i + k] * x[i + k];
    for (; i < n; i++) sum += x[i] * x[i];
    for (int k = 0; k < 8; k++) sum += part[k];
    return 1 / sqrtf(sum / n + 1e-5f);
}

static float zxbcdt[8192], conv[4096], decay[2048], in[2048], y[2048];

static void mixer(Layer *l, const float *restrict u, float *restrict tail, float *restrict state,
        float *restrict out) {
    product(zxbcdt, l->in_proj, u, S + X + H, D);
    float *z = zxbcdt, *raw = zxbcdt + S, *dt = zxbcdt + S + X;
    for (int i = 0; i < X; i++) {
        float v = l->conv_bias[i];
        for (int k = 0; k < 3; k++) v += l->conv[k * X + i] * tail[k * X + i];
        v += l->conv[3 * X + i] * raw[i];
        conv[i] = v * sigmoid(v);
    }
    memmove(tail, tail + X, (size_t)2 * X * 4);
    memcpy(tail + 2 * X, raw, (size_t)X * 4);
    for (int h = 0; h < H; h++) {
        float v = dt[h] + l->dt_bias[h];
        float d = v > 20 ? v : log1pf(expf(v));
        float keep = expf(d * l->a[h]);
        for (int i = h * P; i < (h + 1) * P; i++) {
            decay[i] = keep;
            in[i] = d * conv[i];
            y[i] = l->d[h] * conv[i];
        }
    }
    for (int n = 0; n < N; n += 2) {
        float *restrict s0 = state + (size_t)n * S, *restrict s1 = s0 + S;
        float b0 = conv[S + n], b1 = conv[S + n + 1], c0 = conv[S + N + n], c1 = conv[S + N + n + 1];
        for (int i = 0; i < S; i++) {
            float f0 = decay[i] * s0[i] + in[i] * b0, f1 = decay[i] * s1[i] + in[i] * b1;
            s0[i] = f0;
            s1[i] = f1;
            y[i] += f0 * c0 + f1 * c1;
        }
    }
    for (int i = 0; i < S; i++) y[i] *= z[i] * sigmoid(z[i]);
    float r = inverse_rms(y, S);
    for (int i = 0; i < S; i++) y[i] *= r * l->norm[i];
    product(out, l->out_proj, y, D, S);
}

/* A key's state: the tails of all layers, then the SSM states of all layers. */
static size_t state_floats(void) { return (size_t)layers * (3 * X + (size_t)N * S); }

static void step(const float *input, float *state, float *output) {
    static float residual[1024], normed[1024], mixed[1024];
    memcpy(residual, input, D * 4);
    for (int i = 0; i < layers; i++) {
        float r = inverse_rms(residual, D);
        for (int d = 0; d < D; d++) normed[d] = residual[d] * r * layer[i].pre_norm[d];
        mixer(layer + i, normed, state + (size_t)i * 3 * X,
                state + (size_t)layers * 3 * X + (size_t)i * N * S, mixed);
        for (int d = 0; d < D; d++) residual[d] += mixed[d];
    }
    float r = inverse_rms(residual, D);
    for (int d = 0; d < D; d++) output[d] = residual[d] * r * norm_f[d];
}

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return t.tv_sec * 1e6 + t.tv_nsec / 1e3;
}

static volatile float sink;

static void check(const char *path) {
    float *state = memory(state_floats()), output[1024];
    memset(state, 0, state_floats() * 4);
    FILE *f = fopen(path, "wb");
    for (int e = 0; e < events; e++) {
        step(inputs + (size_t)e * D, state, output);
        fwrite(output, 4, D, f);
    }
    fclose(f);
}

static void timed(long keys, double millis) {
    float **state = malloc(keys * sizeof(float *)), output[1024];
    for (long k = 0; k < keys; k++) {
        state[k] = memory(state_floats());
        memset(state[k], 0, state_floats() * 4);
    }
    uint64_t random = 88172645463325252ull;
    long done = 0;
    double begin = now(), took = 0;
    while (took < millis * 1e3) {
        for (int i = 0; i < 64; i++, done++) {
            random ^= random << 13; random ^= random >> 7; random ^= random << 17;
            step(inputs + (size_t)(done % events) * D, state[random % keys], output);
            sink = output[0];
        }
        took = now() - begin;
    }
    printf("%.4f\n", took / done);
}

/* GB/s of reading, and of updating in place (read and write counted), arrays of these bytes. */
static double bandwidth(size_t bytes, int update) {
    size_t n = bytes / 4;
    float *a = memory(n);
    for (size_t i = 0; i < n; i++) a[i] = 1;
    double best = 0;
    for (int round = 0; round < 7; round++) {
        long passes = 1 + (long)(3e8 / bytes);
        double begin = now();
        for (long p = 0; p < passes; p++) {
            if (update) {
                for (size_t i = 0; i < n; i++) a[i] = a[i] * 0.999f + 0.001f;
            } else {
                float s[PANEL] = {0};
                for (size_t i = 0; i + PANEL <= n; i += PANEL)
                    for (int k = 0; k < PANEL; k++) s[k] += a[i + k];
                sink = s[p % PANEL];
            }
            __asm__ volatile("" ::: "memory");
        }
        double gb = (update ? 2.0 : 1.0) * bytes * passes / (now() - begin) / 1e3;
        if (gb > best) best = gb;
    }
    free(a);
    return best;
}

static double peak(void) {
    float acc[2 * PANEL] = {0}, x[2 * PANEL];
    for (int i = 0; i < 2 * PANEL; i++) x[i] = 1e-3f * i;
    double best = 0;
    for (int round = 0; round < 7; round++) {
        double begin = now();
        for (int r = 0; r < 2000000; r++)
            for (int i = 0; i < 2 * PANEL; i++) acc[i] = acc[i] * 0.999f + x[i];
        double gf = 2.0 * 2 * PANEL * 2000000 / (now() - begin) / 1e3;
        if (gf > best) best = gf;
        sink = acc[round];
    }
    return best;
}

int main(int n, char **v) {
    if (n < 3) { fprintf(stderr, "usage: step MODEL check OUT | time KEYS MILLIS | limit\n"); return 2; }
    load(v[1]);
    if (K != 4 || X != S + 2 * N || N % 2) { fprintf(stderr, "only d_conv 4, ngroups 1, even d_state\n"); return 2; }
    if (!strcmp(v[2], "check") && n == 4) check(v[3]);
    else if (!strcmp(v[2], "time") && n == 5) timed(atol(v[3]), atof(v[4]));
    else if (!strcmp(v[2], "limit")) {
        size_t weights = 4 * (size_t)layers * ((size_t)(S + X + H) * D + (size_t)D * S);
        printf("%.2f %.2f %.2f %.2f\n", peak(), bandwidth(weights, 0),
                bandwidth(state_floats() * 4, 1), bandwidth((size_t)1 << 30, 1));
    } else { fprintf(stderr, "unknown arguments\n"); return 2; }
    return 0;
}
