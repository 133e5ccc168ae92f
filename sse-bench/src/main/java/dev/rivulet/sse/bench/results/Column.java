package dev.rivulet.sse.bench.results;

/**
 * A column of a table.
 *
 * @param id its name in the JSON
 * @param title its name for readers, with the unit
 * @param decimals how many are shown
 * @param better which of two numbers is the better one
 */
public record Column(String id, String title, int decimals, Better better) {}
