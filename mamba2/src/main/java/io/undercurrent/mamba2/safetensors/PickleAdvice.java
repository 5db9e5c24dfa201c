package io.undercurrent.mamba2.safetensors;

/** The message for a pickled checkpoint: why it is refused and how to convert it. */
public final class PickleAdvice {

    /** One sentence with the reason and one with the remedy. */
    public static final String TEXT =
            "Pickled files can run code when read and are never opened here. Convert once in Python:"
                    + " from safetensors.torch import save_file; sd = torch.load('pytorch_model.bin',"
                    + " weights_only=True); save_file({k: v.clone().contiguous() for k, v in"
                    + " sd.items()}, 'model.safetensors')";

    private PickleAdvice() {}
}
