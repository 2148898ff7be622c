use std::collections::HashMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

/// A family of legal forms that jurisdictions know under different names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LegalFamily {
    /// A company whose members have limited liability: LLC, Ltd, `GmbH`, OOO, SARL, B.V.
    Limited,
    /// A company with shares: JSC, AG, S.A., PLC, Inc., PAO, 株式会社.
    JointStock,
    /// A partnership: LP, LLP, KG.
    Partnership,
    /// An enterprise of a state: FGUP, GUP.
    State,
    /// A business of one person: ИП, e.K.
    Sole,
    /// A company without a stated form: Company, Co.
    Company,
}

impl LegalFamily {
    pub(crate) const fn code(self) -> u8 {
        match self {
            Self::Limited => 0,
            Self::JointStock => 1,
            Self::Partnership => 2,
            Self::State => 3,
            Self::Sole => 4,
            Self::Company => 5,
        }
    }

    pub(crate) const fn from_code(code: u8) -> Option<Self> {
        match code {
            0 => Some(Self::Limited),
            1 => Some(Self::JointStock),
            2 => Some(Self::Partnership),
            3 => Some(Self::State),
            4 => Some(Self::Sole),
            5 => Some(Self::Company),
            _ => None,
        }
    }
}

/// Legal forms by folded spelling, one family a line; forms are separated by commas, words of one form by spaces.
const FORMS: &[(LegalFamily, &str)] = &[
    (
        LegalFamily::Limited,
        "llc,ltd,limited,gmbh,ooo,tov,too,ood,eood,doo,d o o,srl,s r l,sarl,s a r l,sas,bv,b v,bvba,b v b a,sprl,pte ltd,pty ltd,pvt ltd,\
         private limited,co ltd,company limited,limited company,limited liability company,l l c,sp z o o,spolka z o o,sp z oo,spolka z oo,spzoo,kft,uab,oy,aps,as,\
         s r o,sro,lda,ltda,limitada,sl,s l,sdn bhd,bhd,fze,fzco,fzc,fz llc,wll,w l l,yk,yugen kaisha,yugen gaisha,pt,p t,pte,pty,pvt,\
         gesellschaft mit beschrankter haftung,societatea cu raspundere limitata,societe a responsabilite limitee,\
         sociedad de responsabilidad limitada,s de r l,s de rl,de cv,de c v,obshchestvo s ogranichennoy otvetstvennostyu,ltd sti,sti,\
         limited sirketi,eurl,unlimited,sia,mmc,mchj,hc",
    ),
    (
        LegalFamily::JointStock,
        "jsc,ojsc,cjsc,pjsc,oao,zao,pao,ao,nao,ag,sa,s a,spa,s p a,plc,p l c,inc,incorporated,corp,corporation,nv,n v,ab,a s,asa,oyj,\
         kk,k k,kabushiki kaisha,kabushiki gaisha,se,sab,s a b,public limited company,joint stock company,open joint stock company,\
         closed joint stock company,public joint stock company,private joint stock company,public company limited,pcl,aktiengesellschaft,\
         societe anonyme,sociedad anonima,sociedade anonima,aktsionernoe obshchestvo,otkrytoe aktsionernoe obshchestvo,anonim sirketi,\
         zakrytoe aktsionernoe obshchestvo,publichnoe aktsionernoe obshchestvo,aktiebolag,ad,ead,dd,vat,pat,prat,zat,tbk,kgaa,a d,\
         saog,saoc,psc,ksc,kscc,bsc,saa,sac,s a c,sae,a o",
    ),
    (
        LegalFamily::Partnership,
        "lp,l p,llp,l l p,kg,ohg,ug,gbr,gmbh co kg,snc,s n c,sca,scs,cv,limited partnership,limited liability partnership,general partnership",
    ),
    (
        LegalFamily::State,
        "fgup,gup,fsue,sue,gp,federal state unitary enterprise,state unitary enterprise,federalnoe gosudarstvennoe unitarnoe predpriyatie",
    ),
    (LegalFamily::Sole, "ip,e k,ek,sole proprietorship,individual entrepreneur,fop,individualnyy predprinimatel"),
    (LegalFamily::Company, "co,company,cie,et cie,kompaniya,sirketi,sherkat"),
];

/// Legal forms of scripts without spaces, which begin or end a name.
const NATIVE: &[(&str, LegalFamily)] = &[
    ("株式会社", LegalFamily::JointStock),
    ("有限会社", LegalFamily::Limited),
    ("合同会社", LegalFamily::Limited),
    ("股份有限公司", LegalFamily::JointStock),
    ("有限责任公司", LegalFamily::Limited),
    ("有限責任公司", LegalFamily::Limited),
    ("有限公司", LegalFamily::Limited),
    ("公司", LegalFamily::Company),
    ("주식회사", LegalFamily::JointStock),
    ("유한회사", LegalFamily::Limited),
    ("(주)", LegalFamily::JointStock),
    ("(株)", LegalFamily::JointStock),
];

/// The words of a form, with its family.
type Form = (Vec<&'static str>, LegalFamily);

/// The longest legal form with which a sequence of folded words begins, and its number of words.
pub(crate) fn legal_form_at(words: &[&str]) -> Option<(usize, LegalFamily)> {
    static BY_FIRST_WORD: LazyLock<HashMap<&'static str, Vec<Form>>> = LazyLock::new(|| {
        let mut forms: HashMap<&'static str, Vec<Form>> = HashMap::new();
        for (family, form) in FORMS.iter().flat_map(|(family, forms)| forms.split(',').map(move |form| (*family, form)))
        {
            let words: Vec<&'static str> = form.split_ascii_whitespace().collect();
            if let Some(first) = words.first() {
                forms.entry(first).or_default().push((words, family));
            }
        }
        forms
    });
    let candidates = BY_FIRST_WORD.get(words.first()?)?.iter().filter(|(form, _)| words.starts_with(form));
    candidates
        .map(|(form, family)| (form.len(), *family))
        .reduce(|longest, next| if next.0 > longest.0 { next } else { longest })
}

/// Removes legal forms that are written without spaces from both ends of a name, and returns their family.
pub(crate) fn trim_native_forms(name: &str) -> (&str, Option<(&'static str, LegalFamily)>) {
    let name = name.trim();
    for (form, family) in NATIVE {
        let rest = name.strip_suffix(form).or_else(|| name.strip_prefix(form));
        if let Some(rest) = rest {
            return (rest.trim(), Some((form, *family)));
        }
    }
    (name, None)
}
