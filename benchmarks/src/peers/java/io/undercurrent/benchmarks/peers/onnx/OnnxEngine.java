package io.undercurrent.benchmarks.peers.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.undercurrent.benchmarks.peers.network.NetworkEngine;
import io.undercurrent.benchmarks.peers.network.WindowNetwork;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Set;

/** Runs a network in ONNX Runtime on the calling thread, all optimisations on. */
public final class OnnxEngine implements NetworkEngine {
    /** Found as a service. */
    public OnnxEngine() {}

    @Override
    public String version() {
        return "ONNX Runtime " + OrtEnvironment.getEnvironment().getVersion();
    }

    @Override
    public WindowNetwork open(byte[] model, long[] shape, String output) throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
            OrtEnvironment environment = OrtEnvironment.getEnvironment();
            return new Network(
                    environment, environment.createSession(model, options), shape, output);
        }
    }

    /** One session; its input lies in one buffer outside the heap that every call fills anew. */
    private static final class Network implements WindowNetwork {
        private final OrtSession session;
        private final FloatBuffer buffer;
        private final OnnxTensor input;
        private final Map<String, OnnxTensor> inputs;
        private final Set<String> outputs;

        Network(OrtEnvironment environment, OrtSession session, long[] shape, String output)
                throws OrtException {
            this.session = session;
            int count = 1;
            for (long dim : shape) {
                count = Math.toIntExact(count * dim);
            }
            buffer =
                    ByteBuffer.allocateDirect(Float.BYTES * count)
                            .order(ByteOrder.nativeOrder())
                            .asFloatBuffer();
            input = OnnxTensor.createTensor(environment, buffer, shape);
            inputs = Map.of("x", input);
            outputs = Set.of(output);
        }

        @Override
        public float forecast(float[] window) throws OrtException {
            buffer.put(0, window);
            try (OrtSession.Result result = session.run(inputs, outputs)) {
                return ((OnnxTensor) result.get(0)).getFloatBuffer().get(0);
            }
        }

        @Override
        public void close() throws OrtException {
            input.close();
            session.close();
        }
    }
}
