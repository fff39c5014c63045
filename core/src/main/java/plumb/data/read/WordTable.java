package plumb.data.read;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Numbers the different words of a column, without making a string of each cell. */
final class WordTable {
  private final List<String> words = new ArrayList<>();
  private int[] slots = new int[16];
  private int[] hashes = new int[8];

  WordTable() {
    Arrays.fill(slots, -1);
  }

  /** Code of the word spelled by {@code length} characters from {@code from}. */
  int code(char[] text, int from, int length) {
    int hash = hash(text, from, length);
    int slot = slot(hash);
    while (slots[slot] >= 0) {
      int code = slots[slot];
      if (hashes[code] == hash && equal(words.get(code), text, from, length)) {
        return code;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    return add(new String(text, from, length), hash, slot);
  }

  private int add(String word, int hash, int slot) {
    int code = words.size();
    words.add(word);
    if (code == hashes.length) {
      hashes = Arrays.copyOf(hashes, 2 * code);
    }
    hashes[code] = hash;
    slots[slot] = code;
    if (2 * words.size() > slots.length) {
      grow();
    }
    return code;
  }

  /** The codes here of the words of another table, which are added in their order. */
  int[] codes(WordTable other) {
    int[] here = new int[other.words.size()];
    for (int code = 0; code < here.length; code++) {
      here[code] = code(other.words.get(code), other.hashes[code]);
    }
    return here;
  }

  private int code(String word, int hash) {
    int slot = slot(hash);
    while (slots[slot] >= 0) {
      int code = slots[slot];
      if (hashes[code] == hash && words.get(code).equals(word)) {
        return code;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    return add(word, hash, slot);
  }

  /** The words, each at the place of its code. */
  List<String> words() {
    return words;
  }

  private void grow() {
    slots = new int[2 * slots.length];
    Arrays.fill(slots, -1);
    for (int code = 0; code < words.size(); code++) {
      int slot = slot(hashes[code]);
      while (slots[slot] >= 0) {
        slot = (slot + 1) & (slots.length - 1);
      }
      slots[slot] = code;
    }
  }

  private int slot(int hash) {
    return (hash ^ (hash >>> 15)) & (slots.length - 1);
  }

  private static int hash(char[] text, int from, int length) {
    int hash = length;
    for (int i = from; i < from + length; i++) {
      hash = 31 * hash + text[i];
    }
    return hash * 0x9E3779B9;
  }

  private static boolean equal(String word, char[] text, int from, int length) {
    if (word.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (word.charAt(i) != text[from + i]) {
        return false;
      }
    }
    return true;
  }
}
