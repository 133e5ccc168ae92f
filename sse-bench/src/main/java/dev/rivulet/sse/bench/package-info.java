/** Benchmarks: the workloads, the contestants that read them, and what measures them. */
package dev.rivulet.sse.bench;
