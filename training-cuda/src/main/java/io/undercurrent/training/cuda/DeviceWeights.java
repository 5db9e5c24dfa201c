package io.undercurrent.training.cuda;

import com.sun.jna.Pointer;
import io.undercurrent.mamba2.Parameters;

/** Parameters, their gradients and AdamW's moments on the device. */
final class DeviceWeights {
    private final Device device;
    private final ParameterLayout layout;
    private final long bytes;
    private final Pointer staging;
    private final long weights;
    private final long gradients;
    private final long first;
    private final long second;
    private final long decayed;

    DeviceWeights(Device device, Parameters<float[]> parameters) {
        this.device = device;
        layout = new ParameterLayout(parameters.shapes());
        bytes = (long) layout.size() * Float.BYTES;
        DeviceArrays arrays = new DeviceArrays(device);
        device.whenClosed(arrays::close);
        staging = arrays.host(bytes);
        weights = arrays.bytes(bytes);
        gradients = arrays.bytes(bytes);
        first = arrays.bytes(bytes);
        second = arrays.bytes(bytes);
        decayed = arrays.bytes(bytes);
        layout.writeDecayed(staging);
        device.uploadNow(decayed, staging, bytes);
        write(weights, parameters);
    }

    ParameterLayout layout() {
        return layout;
    }

    long weights() {
        return weights;
    }

    long gradients() {
        return gradients;
    }

    /** Running means of gradients. */
    long first() {
        return first;
    }

    /** Running means of their squares. */
    long second() {
        return second;
    }

    /** 1 where weight decay applies. */
    long decayed() {
        return decayed;
    }

    /** Writes one of the arrays. */
    void write(long to, Parameters<float[]> from) {
        layout.write(from, staging);
        device.uploadNow(to, staging, bytes);
    }

    /** Reads one of the arrays. */
    Parameters<float[]> read(long from) {
        device.download(staging, from, bytes);
        device.await();
        return layout.read(staging);
    }
}
