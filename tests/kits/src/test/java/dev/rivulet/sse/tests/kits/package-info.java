/** The compatibility kit under test: backends that keep every rule but one, which its tests have to catch. */
package dev.rivulet.sse.tests.kits;
