package io.undercurrent.benchmarks.peers.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProtoTest {
    /** The examples of Protocol Buffers' page about its wire format. */
    @Test
    void fieldsAreWrittenAsTheFormatHasThem() {
        assertThat(new Proto().number(1, 150).toBytes()).containsExactly(0x08, 0x96, 0x01);
        assertThat(new Proto().text(2, "testing").toBytes())
                .containsExactly(0x12, 0x07, 't', 'e', 's', 't', 'i', 'n', 'g');
        assertThat(new Proto().message(3, new Proto().number(1, 150)).toBytes())
                .containsExactly(0x1a, 0x03, 0x08, 0x96, 0x01);
        assertThat(new Proto().number(1, -1).toBytes())
                .containsExactly(0x08, -1, -1, -1, -1, -1, -1, -1, -1, -1, 0x01);
        assertThat(new Proto().real(2, 1.0f).toBytes()).containsExactly(0x15, 0, 0, -128, 0x3f);
        assertThat(new Proto().number(20, 2).toBytes()).containsExactly(0xa0 - 256, 0x01, 0x02);
    }

    @Test
    void aGraphHasItsNodesWeightsAndShapes() {
        OnnxGraph graph =
                new OnnxGraph()
                        .weights("w", new float[] {1, 2}, 2, 1)
                        .node("MatMul", List.of("x", "w"), "y");
        assertThat(graph.weights()).isEqualTo(2);
        byte[] file = graph.toBytes(new long[] {1, 2}, "y", 1, 1);
        // ir_version 8, then the operators' version 17
        assertThat(file).startsWith(0x08, 0x08, 0x42, 0x04, 0x0a, 0x00, 0x10, 0x11);
        // the weights: two dimensions, float, name, eight bytes little endian
        byte[] tensor = {
            0x2a, 0x13, 0x08, 0x02, 0x08, 0x01, 0x10, 0x01, 0x42, 0x01, 'w', 0x4a, 0x08, 0, 0, -128,
            0x3f, 0, 0, 0, 0x40
        };
        assertThat(file).containsSequence(tensor);
        assertThat(file)
                .containsSequence(0x0a, 0x01, 'x', 0x0a, 0x01, 'w', 0x12, 0x01, 'y', 0x22, 0x06);
    }

    @Test
    void networksHaveAboutSixtyThousandWeights() {
        for (int window : new int[] {64, 256}) {
            assertThat(new GruNetwork(window, 1).weights()).isBetween(59_000L, 61_000L);
            assertThat(new TransformerNetwork(window, 1).weights()).isBetween(55_000L, 70_000L);
        }
    }
}
