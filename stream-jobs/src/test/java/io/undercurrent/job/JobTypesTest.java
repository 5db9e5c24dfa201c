package io.undercurrent.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.runtime.ResolvedStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;

/** Nothing that flows through the job is left to Flink's generic serialization, which is Kryo. */
class JobTypesTest {
    private static StreamExecutionEnvironment environment(StreamSpec spec) {
        return new StreamExecutionEnvironment(UndercurrentJob.configuration(spec));
    }

    @Test
    void everyTypeOfTheJobHasASerializerOfItsOwn() {
        StreamSpec spec = OperatorRun.spec();
        StreamExecutionEnvironment env = environment(spec);
        UndercurrentJob.build(env, ResolvedStream.of(spec));
        List<TypeSerializer<?>> serializers = new ArrayList<>();
        for (StreamNode node : env.getStreamGraph().getStreamNodes()) {
            serializers.addAll(List.of(node.getTypeSerializersIn()));
            if (node.getTypeSerializerOut() != null) {
                serializers.add(node.getTypeSerializerOut());
            }
        }
        assertThat(serializers).hasSizeGreaterThan(3);
        for (TypeSerializer<?> serializer : serializers) {
            assertThat(serializer.getClass().getName().toLowerCase(Locale.ROOT))
                    .doesNotContain("kryo");
        }
    }

    @Test
    void aGenericTypeEndsTheBuildOfAJob() {
        StreamExecutionEnvironment env = environment(OperatorRun.spec());
        assertThatThrownBy(() -> env.fromData(new Object()))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("Generic types have been disabled");
    }
}
