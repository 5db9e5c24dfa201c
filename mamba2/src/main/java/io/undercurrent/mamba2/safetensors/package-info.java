/**
 * Reading and writing safetensors files (an 8-byte header length, a JSON header, raw little-endian
 * tensors): the one weight format that can be read without running code from the file.
 */
package io.undercurrent.mamba2.safetensors;
