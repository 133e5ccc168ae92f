/** What the tests of several modules share. */
package dev.rivulet.sse.tests.support;
