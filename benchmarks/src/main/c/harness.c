/* Reads theta, samples and targets; runs the step on each sample in turn; writes the results of the first call;
   warms up, then prints for each iteration the mean time of a call, in nanoseconds, and the share
   of a core that the process had.
   Before this file: real, PARAMETERS, INPUTS, TARGETS, SAMPLES, RESULTS, kernels.h and
   static void step(const real *theta, const real *x, const real *y, const real *v, real *result). */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static real theta[PARAMETERS] __attribute__((aligned(64)));
static real direction[PARAMETERS] __attribute__((aligned(64)));
static real xs[SAMPLES][INPUTS] __attribute__((aligned(64)));
static real ys[SAMPLES][TARGETS] __attribute__((aligned(64)));
static real result[RESULTS] __attribute__((aligned(64)));

/* A call through this pointer can neither be inlined nor left out. */
static void (*volatile call)(const real *, const real *, const real *, const real *, real *) = step;

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return 1e9 * t.tv_sec + t.tv_nsec;
}

static void numbers(FILE *f, real *to, int n) {
  for (int i = 0; i < n; i++) {
    double value;
    if (fread(&value, 8, 1, f) != 1) {
      fprintf(stderr, "too few numbers\n");
      exit(1);
    }
    to[i] = (real)value;
  }
}

static double run(long calls) {
  double start = now();
  for (long i = 0; i < calls; i++) {
    call(theta, xs[i & (SAMPLES - 1)], ys[i & (SAMPLES - 1)], direction, result);
  }
  return (now() - start) / calls;
}

/* arguments: numbers in, results out, warm-up iterations, measured iterations, milliseconds an iteration */
int main(int count, char **arguments) {
  if (count != 6) {
    return 2;
  }
  FILE *in = fopen(arguments[1], "rb");
  numbers(in, theta, PARAMETERS);
  numbers(in, direction, PARAMETERS);
  numbers(in, xs[0], SAMPLES * INPUTS);
  numbers(in, ys[0], SAMPLES * TARGETS);
  fclose(in);
  run(1);
  FILE *out = fopen(arguments[2], "wb");
  for (int i = 0; i < RESULTS; i++) {
    double value = result[i];
    fwrite(&value, 8, 1, out);
  }
  fclose(out);
  int warm = atoi(arguments[3]), measured = atoi(arguments[4]);
  double target = 1e6 * atof(arguments[5]);
  long calls = 1;
  while (run(calls) * calls < target / 4) {
    calls *= 2;
  }
  calls = (long)(target / run(calls)) + 1;
  for (int i = 0; i < warm; i++) {
    run(calls);
  }
  for (int i = 0; i < measured; i++) {
    double start = now();
    clock_t cpu = clock();
    double time = run(calls);
    printf("%.6f %.4f\n", time, 1e9 / CLOCKS_PER_SEC * (clock() - cpu) / (now() - start));
  }
  return 0;
}
