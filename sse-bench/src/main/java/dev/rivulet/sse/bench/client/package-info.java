/** Whole clients over a transport without a network, in one JVM: what the parts of ours cost, and what each idea gains. */
package dev.rivulet.sse.bench.client;
