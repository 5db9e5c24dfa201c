package io.undercurrent.spec;

import java.util.List;

/**
 * One key of the file with its value, still text.
 *
 * @param line the line of the key, from 1
 * @param isList whether the file gives a list
 * @param texts the list's elements, or one text; null if a problem with it is already reported
 * @param written the value as messages show it: as written in the file, with substitutions
 *     unresolved
 */
record Entry(int line, boolean isList, List<String> texts, String written) {}
