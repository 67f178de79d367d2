"""Gradients of our models by the automatic differentiation of PyTorch.

Each model is written here a second time, with PyTorch's own layers, losses and distributions where
it has them, and is never read from our definition. Written are the values it was computed at, the
loss, and its gradients in double precision, one file for each model: see README.md.
"""

import json
import pathlib
import random
import sys

import torch
import torch.nn.functional as F
from torch import distributions

FOLDER = pathlib.Path(__file__).parent.parent / "resources/dev/nabla/examples/facts"
MODELS = {}

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)


class Model:
    """What a model takes, by name and shape, and its loss, or its result where it has no loss.

    kinds: how a value is drawn where it is not a number between -1 and 1
    points: at how many points
    fixed: values at a point that are not drawn
    second: "product" for the Hessian times a vector, "hessian" for all of it too, at the first point
    """

    def __init__(self, name, function, data, parameters, kinds, points, fixed, second):
        self.name = name
        self.function = function
        self.data = data
        self.parameters = parameters
        self.kinds = kinds
        self.points = points
        self.fixed = fixed
        self.second = second


def model(name, data, parameters, kinds=None, points=2, fixed=None, second=""):
    def add(function):
        if name in MODELS:
            raise ValueError("two models " + name)
        MODELS[name] = Model(
            name, function, data, parameters, kinds or {}, points, fixed or [], second
        )
        return function

    return add


# ---------------------------------------------------------------- values


def number(rng):
    return round(rng.uniform(-1, 1), 3)


def drawn(kind, shape, rng):
    """Numbers with few digits, so that a file can be read."""
    if kind == "onehot":
        rows = [1] if len(shape) == 1 else list(shape[:-1])
        result = torch.zeros(*rows, shape[-1])
        for row in result.reshape(-1, shape[-1]):
            row[rng.randrange(shape[-1])] = 1
        return result.reshape(shape)
    draw = {
        "number": lambda: number(rng),
        "bit": lambda: float(rng.randrange(2)),
        "sign": lambda: rng.choice([-1.0, 1.0]),
        "count": lambda: float(rng.randrange(6)),
        "share": lambda: round(rng.random(), 3),
    }[kind]
    count = 1
    for size in shape:
        count *= size
    return torch.tensor([draw() for _ in range(count)]).reshape(shape)


def probabilities(shape, rng):
    parts = [rng.randrange(1, 9) for _ in range(shape[0])]
    return torch.tensor(parts) / sum(parts)


def values(m, k, rng, parameters):
    given = {}
    for name, shape in m.data.items():
        kind = m.kinds.get(name, "number")
        given[name] = (
            kind
            if torch.is_tensor(kind)
            else probabilities(shape, rng) if kind == "probabilities" else drawn(kind, shape, rng)
        )
    given.update(parameters)
    for name, value in (m.fixed[k] if m.fixed else {}).items():
        given[name] = torch.tensor(value)
    return given


# ---------------------------------------------------------------- derivatives


def derived(m, given, rng, first):
    """The loss, or the product of the result with random numbers, and its gradients."""
    point = {"values": given}
    names = list(m.parameters) or list(m.data)
    leaves = {name: given[name].clone() for name in given}
    result = m.function(**leaves)
    adjoint = None
    if result.dim() > 0 or m.name in NO_LOSS:
        adjoint = drawn("number", tuple(result.shape), rng)
        point["adjoint"] = adjoint
        names = list(m.parameters) + list(m.data)

    def loss(*by):
        out = m.function(**{**leaves, **dict(zip(names, by))})
        return out if adjoint is None else (adjoint * out).sum()

    by = tuple(leaves[name].requires_grad_() for name in names)
    value = loss(*by)
    gradients = torch.autograd.grad(value, by)
    point["loss"] = value.detach()
    point["gradients"] = dict(zip(names, gradients))
    if m.second != "":
        sizes = [leaf.numel() for leaf in by]
        shapes = [leaf.shape for leaf in by]

        def flat(theta):
            parts = torch.split(theta, sizes)
            return loss(*(part.reshape(shape) for part, shape in zip(parts, shapes)))

        theta = torch.cat([leaf.detach().reshape(-1) for leaf in by])
        direction = drawn("number", (len(theta),), rng)
        if m.second == "hessian" and first:
            point["hessian"] = torch.autograd.functional.hessian(flat, theta)
        point["direction"] = direction
        point["hessianVector"] = torch.autograd.functional.hvp(flat, theta, direction)[1]
    return point


def facts(m):
    rng = random.Random(m.name)
    parameters = {name: drawn("number", shape, rng) for name, shape in m.parameters.items()}
    points = len(m.fixed) or m.points
    return [derived(m, values(m, k, rng, parameters), rng, k == 0) for k in range(points)]


# ---------------------------------------------------------------- writing


def short(value):
    """Seventeen digits at most: as many as bring the number back."""
    if isinstance(value, list):
        return "[" + ", ".join(short(v) for v in value) + "]"
    return repr(int(value)) if value == int(value) and abs(value) < 1e6 else repr(value)


def written(value, indent):
    if torch.is_tensor(value):
        return short(value.tolist())
    inner = indent + "  "
    rows = [inner + json.dumps(k, ensure_ascii=False) + ": " + written(v, inner) for k, v in value.items()]
    return "{\n" + ",\n".join(rows) + "\n" + indent + "}"


def text(m):
    points = ",\n    ".join(written(point, "    ") for point in facts(m))
    return (
        '{\n  "model": %s,\n  "by": "PyTorch %s",\n  "points": [\n    %s\n  ]\n}\n'
        % (json.dumps(m.name), torch.__version__, points)
    )


# ---------------------------------------------------------------- perceptrons

VECTORS = {"x": (3,), "t": (2,)}
SECOND = {"tanh": "hessian", "gelu": "product"}
LAYERS = {"W1": (5, 3), "b1": (5,), "W2": (2, 5), "b2": (2,)}

for activation, function in {
    "relu": F.relu,
    "tanh": torch.tanh,
    "sigmoid": torch.sigmoid,
    "gelu": F.gelu,
    "silu": F.silu,
    "elu": lambda z: F.elu(z, alpha=0.7),
    "selu": F.selu,
    "softplus": F.softplus,
    "leaky-relu": lambda z: F.leaky_relu(z, 0.2),
    "hard-tanh": F.hardtanh,
}.items():
    # The function is bound now, since the loop goes on.
    @model("mlp-" + activation, VECTORS, LAYERS, second=SECOND.get(activation, ""))
    def perceptron(x, t, W1, b1, W2, b2, f=function):
        return F.mse_loss(F.linear(f(F.linear(x, W1, b1)), W2, b2), t)


BINARY = {"W1": (2, 4), "b1": (4, 1), "W2": (4, 1), "b2": (1, 1)}


def binary(x, W1, b1, W2, b2):
    return W2.T @ F.relu(W1.T @ x + b1) + b2


@model("two-layer", {"x": (2, 1), "y": (1, 1)}, BINARY, {"y": "share"}, points=3)
def two_layer(x, y, **parameters):
    return F.binary_cross_entropy(torch.sigmoid(binary(x, **parameters)), y, reduction="sum")


@model("two-layer-accumulated", {"x": (2, 1), "y": (1, 1)}, BINARY, {"y": "bit"}, points=3)
def two_layer_accumulated(x, y, **parameters):
    return F.binary_cross_entropy(torch.sigmoid(binary(x, **parameters)), y, reduction="sum")


@model("two-layer-logits", {"x": (2, 1), "y": (1, 1)}, BINARY, {"y": "bit"}, points=3)
def two_layer_logits(x, y, **parameters):
    return F.binary_cross_entropy_with_logits(binary(x, **parameters), y, reduction="sum")


def classifier(x, y, W1, b1, W2, b2):
    z = W2.T @ torch.tanh(W1.T @ x + b1) + b2
    return F.cross_entropy(z.T, y.T, reduction="sum")


model(
    "iris",
    {"x": (4, 1), "y": (3, 1)},
    {"W1": (4, 8), "b1": (8, 1), "W2": (8, 3), "b2": (3, 1)},
    {"y": torch.tensor([[0.0], [1.0], [0.0]])},
)(classifier)
model(
    "wide-layer",
    {"x": (16, 1), "y": (8, 1)},
    {"W1": (16, 32), "b1": (32, 1), "W2": (32, 8), "b2": (8, 1)},
    {"y": torch.eye(8)[:, 4:5]},
    points=1,
)(classifier)


@model(
    "index-two-layer", {"x": (3,), "y": (2,)}, {"W1": (3, 4), "W2": (4, 2)}, {"y": "share"}
)
def index_two_layer(x, y, W1, W2):
    return F.mse_loss(torch.sigmoid(torch.sigmoid(x @ W1) @ W2), y, reduction="sum")


@model(
    "sigmoid-cross-entropy", {"x": (3,), "t": (2,)}, {"w0": (3, 4), "w": (4, 2)}, {"t": "share"}
)
def sigmoid_cross_entropy(x, t, w0, w):
    z = torch.sigmoid(x @ w0) @ w
    return F.binary_cross_entropy_with_logits(z, t, reduction="sum")


@model("squares", {"x": (3,), "t": (2,)}, {"w": (2, 3), "b": (2,)})
def squares(x, t, w, b):
    return F.mse_loss(F.linear(x, w, b), t, reduction="sum")


@model(
    "squares-relu",
    {"x": (3,), "t": (2,)},
    {"w0": (4, 3), "b0": (4,), "w1": (2, 4), "b1": (2,)},
)
def squares_relu(x, t, w0, b0, w1, b1):
    return F.mse_loss(F.linear(F.relu(F.linear(x, w0, b0)), w1, b1), t, reduction="sum")


@model("squared-error", {"x": (4, 1), "y": (3, 1)}, {"W": (3, 4), "b": (3, 1)})
def squared_error(x, y, W, b):
    return (W @ x + b - y).norm() ** 2


@model("squared-length", {"x": (3, 1)}, {})
def squared_length(x):
    return torch.dot(x[:, 0], x[:, 0])


@model("activations", {"x": (4,), "t": (4,)}, {"W": (4, 4), "b": (4,)})
def activations(x, t, W, b):
    z = F.linear(x, W, b)
    a1 = F.gelu(z) + F.silu(z) + F.softplus(z) + torch.tanh(z) + torch.sigmoid(z)
    a2 = F.elu(z) + F.selu(z) + F.relu(z) + F.leaky_relu(z) + F.hardtanh(z)
    c1 = torch.sin(z) * torch.cos(z) + torch.atan(z) + torch.sinh(z) / torch.cosh(z)
    c2 = torch.log1p(torch.exp(z)) + torch.abs(z) + torch.expm1(z / 3)
    c3 = torch.erf(z) + torch.sqrt(z * z + 1) + torch.square(z)
    d1 = z.max() + z.min() + z.prod() + z.norm() + z.norm(p=1) + z.mean()
    d2 = torch.logsumexp(z, 0) + torch.pow(2, z.sum() / 10) + torch.clamp(z.sum(), -1, 1)
    return F.mse_loss(a1 + a2 + c1 + c2 + c3, t, reduction="sum") / 10 + d1 + d2


# ---------------------------------------------------------------- no loss: v^T J


@model("sum-product", {"x": (), "y": (), "z": ()}, {})
def sum_product(x, y, z):
    return (x + y) * z


@model("linear-score", {"x": (5, 1)}, {"W": (3, 5)})
def linear_score(x, W):
    return W @ x


@model("two-layer-score", {"x": (5, 1)}, {"W1": (4, 5), "W2": (3, 4)})
def two_layer_score(x, W1, W2):
    return W2 @ F.relu(W1 @ x)


@model("three-layer-score", {"x": (5, 1)}, {"W1": (4, 5), "W2": (6, 4), "W3": (3, 6)})
def three_layer_score(x, W1, W2, W3):
    return W3 @ F.relu(W2 @ F.relu(W1 @ x))


@model(
    "four-layer-score",
    {"x": (5, 1)},
    {"W1": (4, 5), "W2": (6, 4), "W3": (5, 6), "W4": (3, 5)},
)
def four_layer_score(x, W1, W2, W3, W4):
    return W4 @ torch.tanh(W3 @ F.relu(W2 @ F.relu(W1 @ x)))


@model(
    "five-layer-score",
    {"x": (5, 1)},
    {"W1": (4, 5), "W2": (6, 4), "W3": (5, 6), "W4": (4, 5), "W5": (3, 4)},
)
def five_layer_score(x, W1, W2, W3, W4, W5):
    return W5 @ torch.sigmoid(W4 @ torch.tanh(W3 @ F.relu(W2 @ F.relu(W1 @ x))))


@model(
    "output-maps",
    {"x": (4, 1)},
    {"WH": (5, 4), "bH": (5, 1), "WO": (3, 5), "bO": (3, 1)},
)
def output_maps(x, WH, bH, WO, bO):
    """The derivative is that of the last output."""
    return WO @ F.relu(WH @ x + bH) + bO


NO_LOSS = {"sum-product"}


# ---------------------------------------------------------------- regression and classification


@model("batch-form", {"X": (6, 3), "Y": (6, 2)}, {"WH": (4, 3), "bH": (4,), "WO": (2, 4), "bO": (2,)})
def batch_form(X, Y, WH, bH, WO, bO):
    return F.mse_loss(F.linear(torch.sigmoid(F.linear(X, WH, bH)), WO, bO), Y, reduction="sum")


@model(
    "softmax-batch",
    {"X": (5, 4), "R": (5, 3)},
    {"WH": (6, 4), "bH": (6,), "WO": (3, 6), "bO": (3,)},
    {"R": "onehot"},
)
def softmax_batch(X, R, WH, bH, WO, bO):
    z = F.linear(F.relu(F.linear(X, WH, bH)), WO, bO)
    return F.cross_entropy(z, R.argmax(1), reduction="sum")


@model("softmax-regression", {"x": (4,), "y": (3,)}, {"W": (3, 4), "b": (3,)}, {"y": "onehot"}, 3)
def softmax_regression(x, y, W, b):
    return F.nll_loss(F.log_softmax(F.linear(x, W, b), 0), y.argmax())


@model(
    "smoothed-labels", {"x": (4,), "y": (3,)}, {"W": (3, 4), "b": (3,)}, {"y": "probabilities"}, 3
)
def smoothed_labels(x, y, W, b):
    return F.cross_entropy(F.linear(x, W, b), y)


@model(
    "softmax-extreme",
    {"y": (4,)},
    {"z": (4,)},
    fixed=[
        {"z": [800.0, -800.0, 799.5, 0.0], "y": [0.0, 1.0, 0.0, 0.0]},
        {"z": [-800.0, -800.0, -801.0, -800.25], "y": [0.0, 0.0, 1.0, 0.0]},
        {"z": [1e-300, -800.0, 5e-324, 40.0], "y": [1.0, 0.0, 0.0, 0.0]},
        {"z": [2000.0, 2000.0, 1999.0, -2000.0], "y": [0.0, 0.0, 0.0, 1.0]},
    ],
)
def softmax_extreme(y, z):
    single = F.binary_cross_entropy_with_logits(z, y, reduction="sum")
    return F.cross_entropy(z, y) + single + torch.logsumexp(z / 2, 0)


@model("multi-label", {"x": (3,), "y": (4,)}, {"W": (4, 3), "b": (4,)}, {"y": "bit"}, 3)
def multi_label(x, y, W, b):
    return F.binary_cross_entropy_with_logits(F.linear(x, W, b), y, reduction="sum")


@model("focal-loss", {"x": (4,), "y": ()}, {"w": (4,), "b": ()}, {"y": "bit"}, 3)
def focal_loss(x, y, w, b):
    z = torch.dot(w, x) + b
    against = torch.exp(-F.binary_cross_entropy_with_logits(z, y, reduction="none"))
    return (1 - against) ** 2 * F.binary_cross_entropy_with_logits(z, y)


LINEAR = {"w": (3,), "b": ()}


@model("logistic-regression", {"X": (7, 3), "y": (7, 1)}, {"w": (3, 1), "b": ()}, {"y": "bit"}, second="hessian")
def logistic_regression(X, y, w, b):
    return F.binary_cross_entropy_with_logits(X @ w + b, y, reduction="sum")


@model("ridge-logistic", {"X": (6, 3), "y": (6,)}, LINEAR, {"y": "sign"}, second="hessian")
def ridge_logistic(X, y, w, b):
    return F.soft_margin_loss(X @ w + b, y) + 0.05 * w.norm() ** 2


@model("elastic-net", {"X": (5, 4), "y": (5,)}, {"w": (4,)})
def elastic_net(X, y, w):
    return F.mse_loss(X @ w, y) / 2 + 0.1 * w.norm(p=1) + 0.2 * w.norm() ** 2


@model("huber-regression", {"X": (6, 3), "y": (6,)}, LINEAR)
def huber_regression(X, y, w, b):
    return F.huber_loss(X @ w + b, y, delta=0.5)


@model("support-vector", {"X": (6, 3), "y": (6,)}, LINEAR, {"y": "sign"})
def support_vector(X, y, w, b):
    return F.hinge_embedding_loss(y * (X @ w + b), -torch.ones(6)) + 0.1 * w.norm() ** 2


@model("hinge-score", {"x": (4, 1), "y": ()}, {"w": (4, 1), "b": ()}, {"y": "sign"}, 3)
def hinge_score(x, y, w, b):
    return torch.clamp(1 - y * ((w * x).sum() + b), min=0) + 0.01 * w.norm() ** 2


@model("poisson-regression", {"X": (5, 3), "y": (5,)}, LINEAR, {"y": "count"})
def poisson_regression(X, y, w, b):
    return F.poisson_nll_loss(X @ w + b, y, reduction="sum")


@model("student-t", {"X": (6, 3), "y": (6,)}, {"w": (3,), "b": (), "ρ": ()})
def student_t(X, y, w, b, ρ):
    return -distributions.StudentT(4.0, X @ w + b, torch.exp(ρ)).log_prob(y).sum()


@model("quantile", {"X": (5, 3), "y": (5,)}, LINEAR)
def quantile(X, y, w, b):
    r = y - X @ w - b
    return torch.where(r > 0, 0.8 * r, -0.2 * r).mean()


@model("exponential-mixture", {"X": (5, 3), "y": (5,)}, {"W": (4, 3), "b": (4,), "α": (4,)})
def exponential_mixture(X, y, W, b, α):
    return F.mse_loss(torch.exp(F.linear(X, W, b)) @ α, y, reduction="sum")


@model(
    "exponential-decay",
    {"t": (), "y": ()},
    {"a": (), "k": (), "c": ()},
    points=3,
    second="hessian",
)
def exponential_decay(t, y, a, k, c):
    return F.mse_loss(a * torch.exp(-k * t) + c, y)


# ---------------------------------------------------------------- densities


@model("gaussian", {"x": (3,)}, {"μ": (3,), "A": (3, 3)}, second="hessian")
def gaussian(x, μ, A):
    return -distributions.MultivariateNormal(μ, A @ A.T + torch.eye(3)).log_prob(x)


@model(
    "gaussian-diagonal",
    {"x": (3,), "y": (2,)},
    {"Wm": (2, 3), "bm": (2,), "Ws": (2, 3), "bs": (2,)},
)
def gaussian_diagonal(x, y, Wm, bm, Ws, bs):
    scale = torch.exp(F.linear(x, Ws, bs))
    return -distributions.Normal(F.linear(x, Wm, bm), scale).log_prob(y).sum()


@model("gaussian-mixture", {"x": (2,)}, {"w": (3,), "M": (3, 2)})
def gaussian_mixture(x, w, M):
    parts = distributions.Independent(distributions.Normal(M, torch.ones(3, 2)), 1)
    mixture = distributions.MixtureSameFamily(distributions.Categorical(logits=w), parts)
    # Ours leaves out the constant of the density.
    return -mixture.log_prob(x) - torch.log(torch.tensor(2 * torch.pi))


@model(
    "gaussian-process", {"X": (4, 2), "y": (4,)}, {"l": (), "s": (), "v": ()}, second="hessian"
)
def gaussian_process(X, y, l, s, v):
    distance = ((X[:, None] - X[None, :]) ** 2).sum(-1)
    kernel = torch.exp(2 * s) * torch.exp(-distance / (2 * torch.exp(l) ** 2))
    covariance = kernel + torch.exp(v) ** 2 * torch.eye(4)
    return -distributions.MultivariateNormal(torch.zeros(4), covariance).log_prob(y)


@model(
    "variational-autoencoder",
    {"x": (4,), "ε": (2,)},
    {"Wm": (2, 4), "bm": (2,), "Ws": (2, 4), "bs": (2,), "D": (4, 2), "c": (4,)},
    {"x": "share"},
)
def variational_autoencoder(x, ε, Wm, bm, Ws, bs, D, c):
    scale = torch.exp(F.linear(x, Ws, bs)).sqrt()
    mean = F.linear(x, Wm, bm)
    standard = distributions.Normal(torch.zeros(2), torch.ones(2))
    divergence = distributions.kl_divergence(distributions.Normal(mean, scale), standard).sum()
    logits = F.linear(mean + scale * ε, D, c)
    return F.binary_cross_entropy_with_logits(logits, x, reduction="sum") + divergence


# ---------------------------------------------------------------- sequences and attention

GATES = {
    gate + suffix: shape
    for suffix in "ifoc"
    for gate, shape in (("W", (4, 3)), ("U", (4, 4)), ("b", (4,)))
}


@model("lstm-cell", {"x": (3,), "h0": (4,), "c0": (4,), "t": (4,)}, GATES)
def lstm_cell(x, h0, c0, t, **p):
    W = torch.cat([p["W" + gate] for gate in "ifco"])
    U = torch.cat([p["U" + gate] for gate in "ifco"])
    b = torch.cat([p["b" + gate] for gate in "ifco"])
    state = (h0[None], c0[None])
    h1, _ = torch._VF.lstm_cell(x[None], state, W, U, b, torch.zeros(16))
    return F.mse_loss(h1[0], t)


@model(
    "gru-cell",
    {"x": (3,), "h0": (4,), "t": (4,)},
    {
        gate + suffix: shape
        for suffix in "rzn"
        for gate, shape in (("W", (4, 3)), ("U", (4, 4)), ("b", (4,)), ("c", (4,)))
    },
)
def gru_cell(x, h0, t, **p):
    W, U, b, c = (torch.cat([p[kind + gate] for gate in "rzn"]) for kind in "WUbc")
    h1 = torch._VF.gru_cell(x[None], h0[None], W, U, b, c)
    return F.mse_loss(h1[0], t, reduction="sum")


@model(
    "recurrent",
    {"x1": (2,), "x2": (2,), "x3": (2,), "y": (2,)},
    {"W": (3, 2), "U": (3, 3), "b": (3,), "V": (2, 3)},
    {"y": "onehot"},
)
def recurrent(x1, x2, x3, y, W, U, b, V):
    h = torch.zeros(1, 3)
    for x in (x1, x2, x3):
        h = torch._VF.rnn_tanh_cell(x[None], h, W, U, b, torch.zeros(3))
    return F.cross_entropy(h @ V.T, y[None])


@model(
    "attention",
    {"X": (4, 3), "T": (4, 2)},
    {"Wq": (3, 2), "Wk": (3, 2), "Wv": (3, 2)},
)
def attention(X, T, Wq, Wk, Wv):
    return F.mse_loss(attended(X, Wq, Wk, Wv), T, reduction="sum")


def attended(X, Wq, Wk, Wv):
    # The function has a public name since version 2.
    if hasattr(F, "scaled_dot_product_attention"):
        return F.scaled_dot_product_attention(X @ Wq, X @ Wk, X @ Wv)
    return F._scaled_dot_product_attention((X @ Wq)[None], (X @ Wk)[None], (X @ Wv)[None])[0][0]


@model(
    "transformer-block",
    {"X": (3, 4), "T": (3, 4)},
    {
        "γ1": (4,), "β1": (4,), "Wq": (4, 2), "Wk": (4, 2), "Wv": (4, 2), "Wo": (2, 4),
        "γ2": (4,), "β2": (4,), "W1": (4, 5), "b1": (5,), "W2": (5, 4), "b2": (4,),
    },
    points=1,
)
def transformer_block(X, T, γ1, β1, Wq, Wk, Wv, Wo, γ2, β2, W1, b1, W2, b2):
    H = X + attended(F.layer_norm(X, (4,), γ1, β1), Wq, Wk, Wv) @ Wo
    return F.mse_loss(H + F.gelu(F.layer_norm(H, (4,), γ2, β2) @ W1 + b1) @ W2 + b2, T)


# ---------------------------------------------------------------- normalisation and residuals


@model("layer-norm", {"x": (5,), "t": (5,)}, {"W": (5, 5), "γ": (5,), "β": (5,)})
def layer_norm(x, t, W, γ, β):
    return F.mse_loss(F.layer_norm(W @ x, (5,), γ, β, eps=0.01), t, reduction="sum")


@model("rms-norm", {"X": (3, 4), "T": (3, 4)}, {"W": (4, 4), "γ": (4,)})
def rms_norm(X, T, W, γ):
    A = X @ W
    return F.mse_loss(γ * A * torch.rsqrt(A.square().mean(1, keepdim=True) + 0.001), T)


@model(
    "residual-batch",
    {"X": (3, 4), "Y": (3, 4)},
    {"A": (4, 4), "B": (4, 4), "c": (4,)},
    {"Y": "onehot"},
)
def residual_batch(X, Y, A, B, c):
    H = F.relu(X @ A + c) + X
    inverse = torch.linalg.inv(torch.eye(4) + 0.1 * B @ B.T)
    loss = F.cross_entropy(H @ B + H, Y.argmax(1), reduction="sum")
    return loss + 0.01 * A.norm() ** 2 + inverse[0, 1] + torch.linalg.det(torch.eye(4) + 0.1 * A)


@model(
    "deep-residual",
    {"x": (4,), "y": ()},
    {
        "A1": (3, 4), "B1": (4, 3), "A2": (3, 4), "B2": (4, 3), "A3": (3, 4), "B3": (4, 3),
        "v": (4,),
    },
    {"y": "bit"},
)
def deep_residual(x, y, A1, B1, A2, B2, A3, B3, v):
    h1 = x + B1 @ F.relu(A1 @ x)
    h2 = h1 + B2 @ F.silu(A2 @ h1)
    h3 = h2 + B3 @ torch.tanh(A3 @ h2)
    return F.binary_cross_entropy_with_logits(torch.dot(v, h3), y)


# ---------------------------------------------------------------- products of many kinds


@model("matrix-factorisation", {"R": (5, 4)}, {"U": (5, 2), "V": (4, 2)})
def matrix_factorisation(R, U, V):
    return F.mse_loss(U @ V.T, R, reduction="sum") + 0.1 * (U.norm() ** 2 + V.norm() ** 2)


@model("tensor-layer", {"x": (3,), "y": (4,), "t": (2,)}, {"T": (3, 4, 2), "b": (2,)})
def tensor_layer(x, y, t, T, b):
    z = F.bilinear(x, y, T.permute(2, 0, 1).contiguous(), b)
    return F.huber_loss(z, t, reduction="sum")


@model(
    "tucker",
    {"X": (4, 3, 2)},
    {"G": (2, 3, 2), "A": (4, 2), "B": (3, 3), "C": (2, 2)},
)
def tucker(X, G, A, B, C):
    return F.mse_loss(torch.einsum("abc,ia,jb,kc->ijk", G, A, B, C), X, reduction="sum")


@model(
    "convolution",
    {"x": (8,), "S": (6, 3, 8), "y": ()},
    {"w": (2, 3), "b": (2,), "v": (2,)},
    {"S": torch.stack([torch.eye(8)[i : i + 3] for i in range(6)])},
)
def convolution(x, S, y, w, b, v):
    h = F.relu(F.conv1d(x[None, None], w[:, None], b))
    return (torch.dot(v, F.adaptive_avg_pool1d(h, 1).reshape(2)) - y) ** 2


@model("cosine-similarity", {"a": (4,), "b": (4,)}, {"W": (3, 4), "V": (3, 4)})
def cosine_similarity(a, b, W, V):
    return 1 - F.cosine_similarity(W @ a, V @ b, dim=0)


@model(
    "triplet",
    {"a": (4,), "p": (4,), "q": (4,)},
    {"W": (3, 4)},
)
def triplet(a, p, q, W):
    return F.relu((W @ a - W @ p).norm() - (W @ a - W @ q).norm() + 1)


@model("contrastive", {"X": (4, 3), "Y": (4, 3)}, {"W": (3, 2), "V": (3, 2)})
def contrastive(X, Y, W, V):
    return F.cross_entropy((X @ W) @ (Y @ V).T / 0.2, torch.arange(4))


@model(
    "word-embedding",
    {"w": (5,), "c": (5,), "r": (5,)},
    {"E": (5, 3), "F": (5, 3)},
    {"w": "onehot", "c": "onehot", "r": "onehot"},
)
def word_embedding(w, c, r, E, **context):
    u = F.embedding(w.argmax(), E)
    scores = F.embedding(torch.stack([c.argmax(), r.argmax()]), context["F"]) @ u
    return -F.logsigmoid(scores * torch.tensor([1.0, -1.0])).sum()


@model(
    "factorisation-machine",
    {"x": (5,), "y": ()},
    {"w0": (), "w": (5,), "V": (5, 2)},
)
def factorisation_machine(x, y, w0, w, V):
    pairs = sum(torch.dot(V[i], V[j]) * x[i] * x[j] for i in range(5) for j in range(i))
    return F.mse_loss(w0 + torch.dot(w, x) + pairs, y)


@model(
    "softmax-policy",
    {"x": (3,), "a": (4,), "R": ()},
    {"W": (4, 3), "V": (4, 4)},
    {"a": "onehot"},
    3,
)
def softmax_policy(x, a, R, W, V):
    policy = distributions.Categorical(logits=V @ torch.tanh(W @ x))
    return -R * policy.log_prob(a.argmax()) - 0.01 * policy.entropy()


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in sys.argv[1:] or MODELS:
        (FOLDER / (name + ".json")).write_text(text(MODELS[name]), encoding="utf-8")


if __name__ == "__main__":
    main()
