package io.undercurrent.demo.view;

import java.util.List;

/**
 * Everything that one drawing shows.
 *
 * @param header first line
 * @param keys the keys in the order of {@link LocalTimeResolver}
 * @param unshown number of keys beyond those that the view keeps
 * @param messages the last messages, oldest first
 */
record Frame(String header, List<KeyHistory> keys, int unshown, List<String> messages) {
    Frame {
        keys = List.copyOf(keys);
        messages = List.copyOf(messages);
    }
}
