package dev.nabla.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The machine and the tools of a run, for the head of the report. */
final class Machine {
  private Machine() {}

  static Map<String, String> describe() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("processor", processor());
    facts.put("cores", String.valueOf(Runtime.getRuntime().availableProcessors()));
    facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    facts.put(
        "Java", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
    facts.put("load at the start", String.format(Locale.ROOT, "%.1f", load()));
    facts.put("gcc", Gcc.version().orElse("none"));
    return facts;
  }

  /** How many threads wanted to run: what else was going on. */
  private static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  private static String processor() {
    try {
      String info = Files.readString(Path.of("/proc/cpuinfo"));
      String model = field(info, "model name");
      String flags = " " + field(info, "flags") + " ";
      String widest =
          flags.contains(" avx512f ") ? "AVX-512" : flags.contains(" avx2 ") ? "AVX2" : "no AVX2";
      return model
          + ", family "
          + field(info, "cpu family")
          + " model "
          + field(info, "model")
          + ", "
          + widest
          + (flags.contains(" fma ") ? " with FMA" : "");
    } catch (IOException e) {
      return System.getProperty("os.arch");
    }
  }

  private static String field(String info, String name) {
    return info.lines()
        .filter(line -> line.split("\\s*:")[0].strip().equals(name))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("?");
  }
}
