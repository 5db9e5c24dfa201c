package io.undercurrent.scorer;

import java.util.ArrayList;
import java.util.List;

/**
 * Where everything stands in a slab, and how many bytes that takes: a formula of the model's
 * configuration and the scorer's options, never of the history.
 *
 * <p>A slab is: envelope, header (64-bit integers), then for every channel its 64-bit numbers
 * (normaliser, read-out, calibrator), then what the channels share, then for every channel its
 * 32-bit numbers (convolution tails, SSM states).
 */
public final class SlabLayout {
    static final int MODEL_HASH = 0;
    static final int EVENTS = 1;
    static final int VALUES = 2;
    static final int LAST_TIME = 3;
    static final int USUAL_GAP = 4;
    static final int HEADER_LENGTH = 5;

    private final List<ChannelMemory.Part> parts;
    final int channelDoubles;
    final int channelFloats;
    private final int sharedDoubles;
    private final int convFloats;
    private final int channels;

    SlabLayout(int channels, ChannelMemory memory, int convFloats, int ssmFloats) {
        this.channels = channels;
        this.parts = memory.parts();
        sharedDoubles = memory.sharedSize();
        this.convFloats = convFloats;
        channelDoubles = parts.stream().mapToInt(ChannelMemory.Part::doubles).sum();
        channelFloats = convFloats + ssmFloats;
    }

    /**
     * A part of the slab.
     *
     * @param name what it holds
     * @param bytes its size, all channels together
     */
    public record Component(String name, int bytes) {}

    /**
     * The slab's parts in order.
     *
     * @return name and bytes of each; they add up to {@link #bytes()}
     */
    public List<Component> components() {
        List<Component> components = new ArrayList<>();
        components.add(new Component("envelope", SlabCodec.ENVELOPE_BYTES));
        components.add(new Component("header", HEADER_LENGTH * Long.BYTES));
        for (ChannelMemory.Part part : parts) {
            components.add(new Component(part.name(), channels * part.doubles() * Double.BYTES));
        }
        if (sharedDoubles > 0) {
            components.add(new Component("fields side by side", sharedDoubles * Double.BYTES));
        }
        components.add(new Component("convolution tails", channels * convFloats * Float.BYTES));
        int ssm = channels * (channelFloats - convFloats) * Float.BYTES;
        components.add(new Component("SSM states", ssm));
        return components;
    }

    /**
     * The size of one key's memory.
     *
     * @return bytes in its encoded form
     */
    public int bytes() {
        return SlabCodec.bytes(HEADER_LENGTH, doubles(), channels * channelFloats);
    }

    /**
     * The formula with its numbers.
     *
     * @return one line, for logs and summaries
     */
    public String describe() {
        StringBuilder text = new StringBuilder().append(bytes()).append(" bytes a key =");
        String separator = " ";
        for (Component part : components()) {
            text.append(separator).append(part.name()).append(' ').append(part.bytes());
            separator = " + ";
        }
        return text.toString();
    }

    Slab newSlab() {
        return new Slab(HEADER_LENGTH, doubles(), channels * channelFloats);
    }

    boolean fits(Slab slab) {
        return slab.header.length == HEADER_LENGTH
                && slab.doubles.length == doubles()
                && slab.floats.length == channels * channelFloats;
    }

    private int doubles() {
        return sharedAt() + sharedDoubles;
    }

    /** Where what the channels share begins among the 64-bit numbers. */
    int sharedAt() {
        return channels * channelDoubles;
    }

    int doublesOf(int channel) {
        return channel * channelDoubles;
    }

    int floatsOf(int channel) {
        return channel * channelFloats;
    }
}
