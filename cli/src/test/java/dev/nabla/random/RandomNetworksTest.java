package dev.nabla.random;

import dev.nabla.random.Examination.Finding;
import org.junit.jupiter.api.Test;

class RandomNetworksTest {
  @Test
  void everyNetworkIsRight() {
    main("1", "300");
  }

  public static void main(String... args) {
    long t = System.nanoTime();
    RandomNetworks networks = new RandomNetworks();
    networks.run(Long.parseLong(args[0]), Integer.parseInt(args[1]), System.out);
    System.out.println(
        networks.accepted() + " accepted, " + networks.outcomes() + ", "
            + networks.findings().size() + " findings\n" + networks.coverage());
    System.out.println(networks.coverage().times());
    System.out.println((System.nanoTime() - t) / 1e9 + " s");
    if (args.length > 2) {
      for (Finding finding : networks.small()) {
        System.out.println("SMALL " + RandomNetworks.describe(finding));
      }
    }
  }
}
