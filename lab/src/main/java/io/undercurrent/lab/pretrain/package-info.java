/** How the bundled model is trained again, and networks with and without a state are compared. */
package io.undercurrent.lab.pretrain;
