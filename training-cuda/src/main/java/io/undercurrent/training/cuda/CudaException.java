package io.undercurrent.training.cuda;

/** Thrown if the driver or the device fails; the message says what to do. */
final class CudaException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    /** The driver's number for want of device memory. */
    static final int OUT_OF_MEMORY = 2;

    private final int code;

    /** An error of the driver's with this number. */
    CudaException(int code, String message) {
        super(message);
        this.code = code;
    }

    /** The driver's number. */
    int code() {
        return code;
    }
}
