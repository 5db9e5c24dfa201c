package io.undercurrent.benchmarks.peers.network;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Builds the file of a network in the ONNX format, by the field numbers of onnx.proto: a graph of
 * nodes over one input {@code x} and constants.
 */
public final class OnnxGraph {
    private static final int IR_VERSION = 8;
    private static final int OPSET = 17;
    private static final int FLOAT = 1;
    private static final int INT64 = 7;
    private static final int ATTRIBUTE_FLOAT = 1;
    private static final int ATTRIBUTE_INT = 2;
    private static final int ATTRIBUTE_INTS = 7;

    /** An attribute of a node. */
    public record Attribute(String name, Object value) {
        private Proto proto() {
            Proto proto = new Proto().text(1, name);
            if (value instanceof Float real) {
                return proto.real(2, real).number(20, ATTRIBUTE_FLOAT);
            }
            if (value instanceof Integer number) {
                return proto.number(3, number).number(20, ATTRIBUTE_INT);
            }
            for (int number : (int[]) value) {
                proto.number(8, number);
            }
            return proto.number(20, ATTRIBUTE_INTS);
        }
    }

    private final Proto graph = new Proto();
    private long weights;

    public OnnxGraph node(
            String type, List<String> inputs, String output, Attribute... attributes) {
        return node(type, inputs, List.of(output), attributes);
    }

    /** Adds a node; an output that nobody reads has the name "". */
    public OnnxGraph node(
            String type, List<String> inputs, List<String> outputs, Attribute... attributes) {
        Proto node = new Proto();
        inputs.forEach(name -> node.text(1, name));
        outputs.forEach(name -> node.text(2, name));
        node.text(4, type);
        for (Attribute attribute : attributes) {
            node.message(5, attribute.proto());
        }
        graph.message(1, node);
        return this;
    }

    /** Adds weights. */
    public OnnxGraph weights(String name, float[] values, int... dims) {
        byte[] bytes = new byte[Float.BYTES * values.length];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
        weights += values.length;
        return constant(name, FLOAT, bytes, dims);
    }

    /** Adds whole numbers, such as a shape. */
    public OnnxGraph numbers(String name, long... values) {
        byte[] bytes = new byte[Long.BYTES * values.length];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().put(values);
        return constant(name, INT64, bytes, values.length);
    }

    private OnnxGraph constant(String name, int type, byte[] values, int... dims) {
        Proto tensor = new Proto();
        for (int dim : dims) {
            tensor.number(1, dim);
        }
        graph.message(5, tensor.number(2, type).text(8, name).bytes(9, values));
        return this;
    }

    /** How many weights were added. */
    public long weights() {
        return weights;
    }

    /** The file's bytes. */
    public byte[] toBytes(long[] inputShape, String output, long... outputShape) {
        graph.text(2, "window");
        graph.message(11, value("x", inputShape));
        graph.message(12, value(output, outputShape));
        Proto opset = new Proto().text(1, "").number(2, OPSET);
        return new Proto().number(1, IR_VERSION).message(8, opset).message(7, graph).toBytes();
    }

    private static Proto value(String name, long[] shape) {
        Proto dims = new Proto();
        for (long dim : shape) {
            dims.message(1, new Proto().number(1, dim));
        }
        Proto tensor = new Proto().number(1, FLOAT).message(2, dims);
        return new Proto().text(1, name).message(2, new Proto().message(1, tensor));
    }
}
