package dev.nabla.benchmarks;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;

/** The lengths of the methods of a class, in bytes of bytecode, read from the class file. */
final class CodeLengths {
  private final DataInputStream in;
  private final Map<Integer, String> strings = new LinkedHashMap<>();
  private final Map<String, Integer> lengths = new LinkedHashMap<>();

  private CodeLengths(InputStream in) {
    this.in = new DataInputStream(in);
  }

  /** The length of each method of a class on the class path; overloads keep the longest. */
  static Map<String, Integer> of(String className) throws IOException {
    String file = "/" + className.replace('.', '/') + ".class";
    try (InputStream in = CodeLengths.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IOException("no class " + className);
      }
      return new CodeLengths(in).read();
    }
  }

  private Map<String, Integer> read() throws IOException {
    in.skipNBytes(8);
    constants();
    in.skipNBytes(6);
    in.skipNBytes(2L * in.readUnsignedShort());
    members(false);
    members(true);
    return lengths;
  }

  private void constants() throws IOException {
    int count = in.readUnsignedShort();
    for (int k = 1; k < count; k++) {
      int tag = in.readUnsignedByte();
      switch (tag) {
        case 1 -> strings.put(k, in.readUTF());
        case 5, 6 -> {
          in.skipNBytes(8);
          k++;
        }
        case 7, 8, 16, 19, 20 -> in.skipNBytes(2);
        case 15 -> in.skipNBytes(3);
        default -> in.skipNBytes(4);
      }
    }
  }

  private void members(boolean methods) throws IOException {
    int count = in.readUnsignedShort();
    for (int k = 0; k < count; k++) {
      in.skipNBytes(2);
      String name = strings.get(in.readUnsignedShort());
      in.skipNBytes(2);
      int attributes = in.readUnsignedShort();
      for (int a = 0; a < attributes; a++) {
        attribute(methods, name);
      }
    }
  }

  private void attribute(boolean method, String member) throws IOException {
    String attribute = strings.get(in.readUnsignedShort());
    int length = in.readInt();
    if (method && attribute.equals("Code")) {
      in.skipNBytes(4);
      lengths.merge(member, in.readInt(), Math::max);
      in.skipNBytes(length - 8L);
    } else {
      in.skipNBytes(length);
    }
  }
}
