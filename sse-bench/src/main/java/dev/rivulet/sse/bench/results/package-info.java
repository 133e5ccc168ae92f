/** What a report measured, as values, and the writers of them: JSON, Markdown and one HTML page. All reports use these. */
package dev.rivulet.sse.bench.results;
