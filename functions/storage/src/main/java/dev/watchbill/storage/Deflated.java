package dev.watchbill.storage;

import java.io.ByteArrayOutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** Bytes made shorter: writes cost by the kilobyte, twice so in a transaction. */
final class Deflated {

  static byte[] deflate(byte[] plain) {
    try (var deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true)) {
      deflater.setInput(plain);
      deflater.finish();
      var out = new ByteArrayOutputStream(plain.length / 2 + 16);
      byte[] buffer = new byte[8192];
      while (!deflater.finished()) out.write(buffer, 0, deflater.deflate(buffer));
      return out.toByteArray();
    }
  }

  /** Of what {@link #deflate} made for the row of this key. */
  static byte[] inflate(Key key, byte[] deflated) {
    try (var inflater = new Inflater(true)) {
      inflater.setInput(deflated);
      var out = new ByteArrayOutputStream(deflated.length * 4);
      byte[] buffer = new byte[8192];
      while (!inflater.finished()) {
        int count = inflater.inflate(buffer);
        if (count == 0 && !inflater.finished()) {
          throw new IllegalStateException(key + " has bytes that end early");
        }
        out.write(buffer, 0, count);
      }
      return out.toByteArray();
    } catch (DataFormatException e) {
      throw new IllegalStateException(key + " has bytes that cannot be read", e);
    }
  }

  private Deflated() {}
}
