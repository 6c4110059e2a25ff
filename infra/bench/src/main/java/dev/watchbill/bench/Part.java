package dev.watchbill.bench;

/** One thing to be measured. */
interface Part {

  Results run(Options options) throws Exception;
}
