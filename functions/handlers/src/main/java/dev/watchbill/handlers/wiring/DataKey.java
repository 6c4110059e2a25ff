package dev.watchbill.handlers.wiring;

/** Where the key comes from that seals secrets; asked only by functions that need it. */
public interface DataKey {

  /** 32 bytes. */
  byte[] bytes();
}
