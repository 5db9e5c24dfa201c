/**
 * Reads and writes safetensors files: an 8-byte header length, a JSON header, raw little-endian
 * tensors. This is the one weight format that can be read without running code from the file.
 */
package io.undercurrent.mamba2.safetensors;
