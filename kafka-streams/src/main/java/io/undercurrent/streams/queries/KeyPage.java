package io.undercurrent.streams.queries;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One page of the list of keys.
 *
 * @param rows the keys, in the order of the list
 * @param more whether the list has more keys after these
 */
record KeyPage(List<KeyRow> rows, boolean more) {
    /** Merges pages that start at the same position, and keeps the first {@code limit} keys. */
    static KeyPage merge(Collection<KeyPage> pages, int limit) {
        List<KeyRow> all = new ArrayList<>();
        pages.forEach(page -> all.addAll(page.rows));
        all.sort(Comparator.comparing(KeyRow::rank));
        // During a rebalance, two instances may both have a key.
        Set<String> seen = new HashSet<>();
        all.removeIf(row -> !seen.add(row.key()));
        boolean more = all.size() > limit || pages.stream().anyMatch(KeyPage::more);
        return new KeyPage(List.copyOf(all.subList(0, Math.min(limit, all.size()))), more);
    }

    void write(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("keys");
        for (KeyRow row : rows) {
            row.write(json);
        }
        json.writeEndArray();
        boolean ends = !more || rows.isEmpty();
        json.writeStringField("next", ends ? null : PageToken.of(rows.get(rows.size() - 1).rank()));
    }

    /**
     * Parses what {@link #write} wrote.
     *
     * @throws IOException if the bytes are something else
     */
    static KeyPage parse(byte[] bytes) throws IOException {
        List<KeyRow> rows = null;
        boolean more = false;
        try (JsonParser json = Json.parser(bytes)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("no object");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                if (name.equals("keys") && value == JsonToken.START_ARRAY) {
                    rows = rows(json);
                } else if (name.equals("next")) {
                    more = value != JsonToken.VALUE_NULL;
                } else {
                    json.skipChildren();
                }
            }
        } catch (IllegalArgumentException e) {
            throw new IOException(e);
        }
        if (rows == null) {
            throw new IOException("no list of keys");
        }
        return new KeyPage(rows, more);
    }

    private static List<KeyRow> rows(JsonParser json) throws IOException {
        List<KeyRow> rows = new ArrayList<>();
        while (json.nextToken() == JsonToken.START_OBJECT) {
            rows.add(KeyRow.read(json));
        }
        return rows;
    }
}
