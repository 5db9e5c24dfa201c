package io.undercurrent.demo.generate;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One observation before it is encoded. Its parts need not be valid, because bad records are made
 * from it too.
 *
 * @param key the key; null leaves it out
 * @param site the group that the key belongs to
 * @param time the time as it is written, a number or a text; null leaves it out
 * @param values numbers or texts by field
 */
record Row(String key, String site, Object time, Map<String, Object> values) {
    Row withKey(String other) {
        return new Row(other, site, time, values);
    }

    Row withTime(Object other) {
        return new Row(key, site, other, values);
    }

    Row withValue(String field, Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(values);
        changed.put(field, value);
        return new Row(key, site, time, changed);
    }

    Row without(String field) {
        Map<String, Object> changed = new LinkedHashMap<>(values);
        changed.remove(field);
        return new Row(key, site, time, changed);
    }
}
