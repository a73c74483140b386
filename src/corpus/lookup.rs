//! Finding things of the corpus by their ids.

use super::citation::ArticleRef;
use super::door::Door;
use super::guide::GuideEntry;
use super::law::{Article, Law};
use super::load::Corpus;
use super::topic::Topic;

impl Corpus {
    /// The law and article a reference names.
    pub fn article(&self, article: &ArticleRef) -> Option<(&Law, &Article)> {
        let law = self.laws.iter().find(|l| l.id == article.law)?;
        Some((law, law.article(article.no)?))
    }

    /// The law with this slug.
    pub fn law(&self, id: &str) -> Option<&Law> {
        self.laws.iter().find(|l| l.id.0 == id)
    }

    /// The entry with this id.
    pub fn entry(&self, id: &str) -> Option<&GuideEntry> {
        self.entries.iter().find(|e| e.id == id)
    }

    /// Position of the entry that has this id, or had it formerly.
    pub fn known_as(&self, id: &str) -> Option<usize> {
        let known = |e: &GuideEntry| e.id == id || e.formerly.iter().any(|f| f == id);
        self.entries.iter().position(known)
    }

    /// The door with this id.
    pub fn door(&self, id: &str) -> Option<&Door> {
        self.doors.iter().find(|d| d.id == id)
    }

    /// The topic with this id.
    pub fn topic(&self, id: &str) -> Option<&Topic> {
        self.topics.iter().find(|t| t.id == id)
    }

    /// Positions of a matter and a stage by their ids; an empty stage is the first one.
    pub fn matter_at_stage(&self, matter: &str, stage: &str) -> Option<(usize, usize)> {
        let matter = self.matters.iter().position(|m| m.id == matter)?;
        let mut stages = self.stages.iter();
        let stage = stages.position(|s| stage.is_empty() || s.id == stage)?;
        Some((matter, stage))
    }

    /// What a matter at a stage is headed, by their positions: 拖欠工资：反映了没人理.
    pub fn heading_at_stage(&self, matter: usize, stage: usize) -> String {
        format!("{}：{}", self.matters[matter].name, self.stages[stage].name)
    }
}
