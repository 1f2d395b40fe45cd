"""Losses: what pulls the views of one picture together and pushes different pictures apart. Made for unit vectors;
contrastive loss takes any.

Each takes the batch's embeddings [n, d], the pictures they show [n], and a memory of earlier embeddings and pictures as
further strangers (Wang et al., "Cross-batch memory for embedding learning", CVPR 2020). Pairs of pictures that
`too_near` names are neither copies nor strangers.
"""
import torch
from torch.nn import functional as F


class Memory:
    """The last embeddings, oldest replaced first."""

    def __init__(self, size, width, device='cpu'):
        self.vectors = torch.zeros(size, width, device=device)
        self.pictures = torch.full((size,), -1, device=device)
        self.next = 0

    def filled(self):
        known = self.pictures >= 0
        return self.vectors[known], self.pictures[known]

    def add(self, vectors, pictures):
        if len(self.pictures):
            slots = (torch.arange(len(pictures), device=pictures.device) + self.next) % len(self.pictures)
            self.vectors[slots], self.pictures[slots] = vectors.detach(), pictures
            self.next = int(slots[-1] + 1) % len(self.pictures)


class Pairs:
    """Similarities (dot products) and distances (L2) of a batch with itself and the memory, and which of them are copies
    and strangers."""

    def __init__(self, vectors, pictures, memory, too_near):
        old_vectors, old_pictures = memory.filled()
        others = torch.cat([pictures, old_pictures])
        vectors = torch.cat([vectors, old_vectors.view(-1, vectors.shape[1])])
        self.similarity = vectors[:len(pictures)] @ vectors.T
        squares = vectors.square().sum(1)
        self.distance = (squares[:len(pictures), None] + squares - 2 * self.similarity).clamp(min=1e-6).sqrt()
        same = pictures[:, None] == others
        self.strangers = ~same & ~too_near(pictures, others)
        same[:, len(pictures):] = False
        self.copies = same.fill_diagonal_(False)
        self.batch = len(pictures)


def info_nce(pairs, temperature=0.05, shared=0.5):
    """Each pair of copies against the strangers of its first view; Oord et al. 2018. Since one distance must serve all
    photos, a share of each sum over strangers is the average of the whole batch's."""
    logits = pairs.similarity / temperature
    own = logits.masked_fill(~pairs.strangers, -torch.inf).logsumexp(1, keepdim=True)
    average = own.logsumexp(0, keepdim=True) - torch.tensor(float(len(own))).log()
    mixed = torch.logsumexp(torch.stack([own + torch.tensor(1 - shared).log(),
                                         (average + torch.tensor(shared).log()).expand_as(own)]), 0)
    return F.softplus(mixed - logits)[pairs.copies].mean()


def contrastive(pairs, margin=0.9):
    """Hadsell, Chopra, LeCun, "Dimensionality reduction by learning an invariant mapping", CVPR 2006: squared distance
    of copies, squared shortfall of the strangers nearer than the margin."""
    short = F.relu(margin - pairs.distance)[pairs.strangers]
    return pairs.distance[pairs.copies].square().mean() + short.square().sum() / (short > 0).sum().clamp(min=1)


def triplet(pairs, margin=0.2):
    """Wang et al., "Learning fine-grained image similarity with deep ranking", CVPR 2014, with the hardest stranger of
    each view (Hermans et al. 2017) against each of its copies."""
    distance = 1 - pairs.similarity
    hardest = distance.masked_fill(~pairs.strangers, torch.inf).min(1, keepdim=True).values
    return F.relu(distance - hardest + margin)[pairs.copies].mean()


def entropy(pairs):
    """SSCD's term: spreads the vectors by the distance to the nearest stranger (Kozachenko-Leonenko estimator)."""
    nearest = pairs.similarity.masked_fill(~pairs.strangers, -1)[:, :pairs.batch].max(1).values
    return -(2 - 2 * nearest).clamp(min=1e-4).sqrt().log().mean()


def neighbourhood(vectors, pictures, published, temperature=0.05, published_temperature=0.2):
    """Keeps who is near whom: the published network's similarities of the batch's pictures, as a distribution over the
    others, against the trained ones (after Park et al., "Relational knowledge distillation", CVPR 2019)."""
    unique, place = pictures.unique(return_inverse=True)
    middle = torch.zeros(len(unique), vectors.shape[1], device=vectors.device).index_add_(0, place, vectors)
    middle = F.normalize(middle)
    itself = torch.eye(len(unique), dtype=torch.bool, device=vectors.device)
    student = (middle @ middle.T / temperature).masked_fill(itself, -1e4).log_softmax(1)
    teacher = (published[unique] @ published[unique].T / published_temperature).masked_fill(itself, -1e4).softmax(1)
    return F.kl_div(student, teacher, reduction='batchmean')


LOSSES = {'contrastive': contrastive, 'triplet': triplet, 'infonce': info_nce}
