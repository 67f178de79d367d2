package dev.nabla.codegen;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the length of each method's bytecode from a class file (JVMS chapter 4). */
final class CodeLengths {
  private final Map<Integer, String> strings = new LinkedHashMap<>();
  private final Map<String, Integer> lengths = new LinkedHashMap<>();
  private final DataInputStream in;

  private CodeLengths(byte[] classFile) {
    this.in = new DataInputStream(new ByteArrayInputStream(classFile));
  }

  static Map<String, Integer> of(byte[] classFile) {
    CodeLengths reader = new CodeLengths(classFile);
    try {
      reader.read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return reader.lengths;
  }

  private void read() throws IOException {
    in.skipNBytes(8);
    constants();
    in.skipNBytes(6);
    in.skipNBytes(2L * in.readUnsignedShort());
    members(false);
    members(true);
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
      String name = strings.get(in.readUnsignedShort()) + strings.get(in.readUnsignedShort());
      int attributes = in.readUnsignedShort();
      for (int a = 0; a < attributes; a++) {
        String attribute = strings.get(in.readUnsignedShort());
        int length = in.readInt();
        if (methods && attribute.equals("Code")) {
          in.skipNBytes(4);
          lengths.put(name, in.readInt());
          in.skipNBytes(length - 8L);
        } else {
          in.skipNBytes(length);
        }
      }
    }
  }
}
