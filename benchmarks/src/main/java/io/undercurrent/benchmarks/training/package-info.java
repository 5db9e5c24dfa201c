/** What training costs: the engines beside each other, and a token at growing lengths. */
package io.undercurrent.benchmarks.training;
