package io.undercurrent.mamba2.json;

import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads and writes JSON as plain Java values: Map, List, String, Long, Double, Boolean, null. Not
 * part of the API: it reads the files of this project, and the labels of the public sets in lab.
 */
public final class Json {

    private Json() {}

    /**
     * Reads one JSON document; {@code Infinity} is accepted as a number because Python writes it.
     *
     * @param maxDepth maximum nesting depth
     * @param maxValues maximum number of values, which bounds the memory
     * @throws JsonException if the text is not valid or exceeds a limit; it names the position and
     *     what was expected there
     */
    public static Object parse(String text, int maxDepth, int maxValues) throws JsonException {
        return new JsonParser(text, maxDepth, maxValues).document();
    }

    /** Writes one line of JSON; map entries keep their iteration order. */
    public static String write(Object value) {
        StringBuilder out = new StringBuilder();
        write(value, out);
        return out.toString();
    }

    private static void write(Object value, StringBuilder out) {
        if (value instanceof Map<?, ?> map) {
            out.append('{');
            for (Iterator<? extends Map.Entry<?, ?>> i = map.entrySet().iterator(); i.hasNext(); ) {
                Map.Entry<?, ?> entry = i.next();
                quote((String) entry.getKey(), out);
                out.append(": ");
                write(entry.getValue(), out);
                out.append(i.hasNext() ? ", " : "");
            }
            out.append('}');
        } else if (value instanceof List<?> list) {
            out.append('[');
            for (Iterator<?> i = list.iterator(); i.hasNext(); ) {
                write(i.next(), out);
                out.append(i.hasNext() ? ", " : "");
            }
            out.append(']');
        } else if (value instanceof String string) {
            quote(string, out);
        } else if (value == null
                || value instanceof Boolean
                || value instanceof Long
                || value instanceof Integer
                || value instanceof Double) {
            out.append(value);
        } else {
            throw new IllegalArgumentException("not a JSON value: " + value.getClass());
        }
    }

    private static void quote(String string, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < 0x20 || Character.isSurrogate(c)) {
                out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
