/** The engine cuda: the whole training step on an NVIDIA GPU, through NVIDIA's driver alone. */
package io.undercurrent.training.cuda;
