/**
 * Networks that are defined by annotations. That of the package is a straight line, fitted by ridge
 * regression; its sizes are chosen here.
 */
@Nabla(
    name = "RidgeRegression",
    dims = {"m=20", "n=3"},
    hvp = true,
    value =
        """
        input  X : (m, n)
        target y : (m, 1)
        param  w : (n, 1)
        const  lambda = 0.01
        loss   L = ‖X w - y‖^2 / m + lambda ‖w‖^2
        """)
package dev.nabla.examples.annotated;

import dev.nabla.annotation.Nabla;
