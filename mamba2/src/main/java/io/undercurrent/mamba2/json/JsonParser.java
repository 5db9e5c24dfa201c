package io.undercurrent.mamba2.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A recursive descent parser over one string. It refuses invalid JSON, duplicate keys and documents
 * that exceed the limits.
 */
final class JsonParser {

    private final String text;
    private final int maxDepth;
    private int valuesLeft;
    private int at;

    JsonParser(String text, int maxDepth, int maxValues) {
        this.text = text;
        this.maxDepth = maxDepth;
        this.valuesLeft = maxValues;
    }

    Object document() throws JsonException {
        Object value = value(0);
        skipSpace();
        if (at < text.length()) {
            throw expected("the end");
        }
        return value;
    }

    private Object value(int depth) throws JsonException {
        if (depth > maxDepth) {
            throw expected("at most " + maxDepth + " levels of nesting");
        }
        if (valuesLeft-- <= 0) {
            throw expected("fewer values");
        }
        skipSpace();
        char c = peek();
        return switch (c) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> string();
            case 't' -> literal("true", true);
            case 'f' -> literal("false", false);
            case 'n' -> literal("null", null);
            case 'I' -> literal("Infinity", Double.POSITIVE_INFINITY);
            default -> number();
        };
    }

    private Map<String, Object> object(int depth) throws JsonException {
        Map<String, Object> map = new LinkedHashMap<>();
        at++;
        if (closes('}')) {
            return map;
        }
        do {
            skipSpace();
            if (peek() != '"') {
                throw expected("a key in quotes");
            }
            String key = string();
            skipSpace();
            take(':');
            if (map.containsKey(key)) {
                throw expected("each key once, not again \"" + key + "\"");
            }
            map.put(key, value(depth + 1));
        } while (continues('}'));
        return map;
    }

    private List<Object> array(int depth) throws JsonException {
        List<Object> list = new ArrayList<>();
        at++;
        if (closes(']')) {
            return list;
        }
        do {
            list.add(value(depth + 1));
        } while (continues(']'));
        return list;
    }

    private boolean closes(char end) {
        skipSpace();
        if (peek() == end) {
            at++;
            return true;
        }
        return false;
    }

    private boolean continues(char end) throws JsonException {
        skipSpace();
        if (peek() == ',') {
            at++;
            return true;
        }
        take(end);
        return false;
    }

    private String string() throws JsonException {
        StringBuilder out = new StringBuilder();
        at++;
        while (true) {
            if (at >= text.length() || peek() < 0x20) {
                throw expected("the rest of a string");
            }
            char c = text.charAt(at++);
            if (c == '"') {
                return out.toString();
            }
            out.append(c == '\\' ? escape() : c);
        }
    }

    private char escape() throws JsonException {
        char c = peek();
        at++;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> throw expected("an escape");
        };
    }

    private char unicode() throws JsonException {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            int digit = peek() < 0x80 ? Character.digit(peek(), 16) : -1;
            if (digit < 0) {
                throw expected("four hexadecimal digits");
            }
            code = code * 16 + digit;
            at++;
        }
        return (char) code;
    }

    private Object literal(String word, Object value) throws JsonException {
        if (!text.startsWith(word, at)) {
            throw expected(word);
        }
        at += word.length();
        return value;
    }

    private Number number() throws JsonException {
        int start = at;
        if (peek() == '-') {
            at++;
        }
        int integerStart = at;
        digits();
        if (text.charAt(integerStart) == '0' && at > integerStart + 1) {
            throw expected("a number without a leading zero");
        }
        boolean integral = true;
        if (peek() == '.') {
            at++;
            digits();
            integral = false;
        }
        if (peek() == 'e' || peek() == 'E') {
            at++;
            if (peek() == '+' || peek() == '-') {
                at++;
            }
            digits();
            integral = false;
        }
        String number = text.substring(start, at);
        if (integral && number.length() <= 18) {
            return Long.parseLong(number);
        }
        if (number.length() > 64) {
            throw expected("a number of at most 64 characters");
        }
        return Double.parseDouble(number);
    }

    private void digits() throws JsonException {
        int start = at;
        while (peek() >= '0' && peek() <= '9') {
            at++;
        }
        if (at == start) {
            throw expected("a value");
        }
    }

    private void take(char c) throws JsonException {
        if (peek() != c) {
            throw expected("'" + c + "'");
        }
        at++;
    }

    /** The next character, or NUL at the end, which is never legal where this method is called. */
    private char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
    }

    private void skipSpace() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private JsonException expected(String what) {
        return new JsonException("JSON at character " + at + ": expected " + what);
    }
}
